"""Fetch what outlets announce, archive it, and turn it into articles."""
