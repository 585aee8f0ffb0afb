"""Vectors to neighbours, maps, clusters, scores and suggestions."""
