"""RES: how much each person has to work."""
