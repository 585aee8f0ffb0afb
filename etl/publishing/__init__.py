"""One DuckDB file: written aside, checked, published by a link, and read again for a report."""
