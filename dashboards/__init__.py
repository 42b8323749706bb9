"""Serve the corpus with Datasette: search, reading view, charts."""
