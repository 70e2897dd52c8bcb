"""DAT: whether the cells can be read, and whether what they name exists."""
