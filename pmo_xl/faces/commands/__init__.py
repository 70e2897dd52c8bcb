"""One file per command: `declare` adds its arguments, `run` calls the verb and prints."""
