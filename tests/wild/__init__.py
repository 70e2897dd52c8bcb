"""Wild ledgers: books as other offices keep them, drawn from a seed, whose truth is known.

A clean project (issues, questions, tasks, changes, requirements, orders) is drawn first: `project`. Then habits are
drawn, and the project is written down in their manner: other words for the headings, a group row above, a title,
blank columns, IDs of every shape, persons over ○, sections, totals, an example, rows that wait for input, a legend,
dated tabs, copies, words of states, dates as text, money in thousands … (`words`, `forms`, `habits`, `table`, `book`).
Some books are no ledger at all (`refused`). What a careful human would read in the book is kept beside it
(`truth`), and `judge` says what the library read otherwise.

    python -m tests.wild.measure --count 2000 --seed 1 --jobs 2     the table, and what failed with its seed
    python -m tests.wild.measure --only 1234 --keep /tmp/books      one book again, kept to be looked at

The small run of the suite is `test_wild_ledgers.py`. A book that a careful human could not read either is unfair:
mend the generator. A book that the library reads wrongly although the human would not: mend the kind in the library.
"""
