"""IFC: IF一覧."""
