"""Figures of the pages: arrays in, figures out; pure functions, no state and no text of their own.

Figures are plain values: plotly's own objects take up to 60 ms to check what never changes, at
each change of the filter. The tests have each figure that they see checked by them instead.

What all figures share is a template of each theme (`dashboard.core.theme`); the parts that some
share are in `dashboard.ui.charts`.
"""
