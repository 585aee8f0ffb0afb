"""Automate, assist, or not feasible? Rules, savings and a report, for both sides."""
