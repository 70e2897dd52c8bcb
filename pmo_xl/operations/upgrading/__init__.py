"""Upgrading: what brings a book of ours to today's schema, and the edits that do it."""
