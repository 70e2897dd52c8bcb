"""A month of 検収 and 支払: its rows, what is late, and what changed since the month before."""
