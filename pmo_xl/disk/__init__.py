"""Files on disk: put in place in one step without losing anybody's save, and cleared after runs that died."""
