"""The month end over many workbooks: its result, its lists and sums, and the files made of them."""
