"""Batches of texts and photos to vectors, one vector a product."""
