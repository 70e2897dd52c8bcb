"""EVM: earned value."""
