"""Readers of deliverables: a file of each kind becomes a Document of passages. Nothing is changed, opened or fetched."""
