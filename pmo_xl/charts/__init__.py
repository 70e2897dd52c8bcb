"""Figures for documents: data in, `Figure` out (PNG, SVG, alternative text); nothing here reads or writes a file."""
