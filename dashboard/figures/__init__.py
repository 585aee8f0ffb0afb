"""Arrays in, figures out: pure functions, no state and no text of their own."""
