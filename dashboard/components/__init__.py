"""Values in, component trees out: pure functions, with no id and no query."""
