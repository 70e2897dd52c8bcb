"""HIS: the record of earlier runs."""
