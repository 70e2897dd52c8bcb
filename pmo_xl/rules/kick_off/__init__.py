"""KCK: the kick-off."""
