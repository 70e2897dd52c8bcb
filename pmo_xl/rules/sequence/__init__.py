"""SEQ: シーケンス and who agreed to it."""
