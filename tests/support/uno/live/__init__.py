"""The office's side of tests/support/live: what the server beside this package does to open workbooks."""
