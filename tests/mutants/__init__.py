"""Small faults put into the rules and metrics one by one, to see whether the tests notice."""
