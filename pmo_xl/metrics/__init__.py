"""Numbers, pure: payment terms, tax, the schedule network, earned value. No file, no Excel, no clock."""
