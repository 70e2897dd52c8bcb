"""RAG: the reported light."""
