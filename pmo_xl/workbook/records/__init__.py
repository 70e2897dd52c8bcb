"""From the rows of a table to the fields of a record: which cell holds what."""
