"""Command line, buttons and batch: they turn arguments or a book into one verb of operations. No thinking."""
