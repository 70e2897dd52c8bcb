"""CLS: the end of a project."""
