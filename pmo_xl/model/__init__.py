"""What a row is: one frozen record class per sheet. No file, no Excel, no clock."""
