"""Codes in arrays of labels that stand for no cluster and no category."""

NOISE = -1  # of HDBSCAN
NO_CATEGORY = -1
