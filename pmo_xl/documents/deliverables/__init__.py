"""The Word deliverables: one file each, a context builder and the layout of its template."""
