"""Budgets and orders: ordered, expected, remaining, forecast, and how far an option takes them over."""
