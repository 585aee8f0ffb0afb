"""Turns a catalogue (CSV and photos) into one DuckDB file of vectors, maps, clusters and scores."""

__version__ = "0.2.0"
