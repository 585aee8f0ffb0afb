"""The pages: each builds its static layout once."""
