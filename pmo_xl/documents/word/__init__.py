"""The engine of the Word documents: what a document is made of, its template, and rendering one into the other."""
