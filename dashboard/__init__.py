"""The dashboard: reads the published database and shows it, fits nothing."""
