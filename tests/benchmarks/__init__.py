"""Speed measured against a peer in the same run, as ratios. Run by hand; no test asserts a time."""
