"""Verdict (automate, assist, or not feasible): rules, savings and a report, for both sides."""
