"""What the pages are built from: sections, tables, legends, charts."""
