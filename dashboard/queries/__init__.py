"""The SQL of one page or part of a page each; what pages share is in `core`."""
