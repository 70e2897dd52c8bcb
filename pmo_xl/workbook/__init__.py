"""The only place that knows Excel: reading, laying out, making and editing workbooks."""
