"""What leaves the library: lists, workbooks and Word documents made of results."""
