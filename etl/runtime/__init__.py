"""Processes, results kept between runs, the log and the terminal: nothing of products."""
