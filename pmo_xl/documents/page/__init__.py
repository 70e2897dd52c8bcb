"""Pages for a browser: what stands on one as data, and the one frame that all of them share."""
