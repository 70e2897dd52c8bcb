"""The portfolio: all projects on one page. Facts of each book, their sums, and what is made of them."""
