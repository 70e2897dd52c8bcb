"""Slides: what stands on them as data, how PowerPoint files are made of it, and forms of one's own."""
