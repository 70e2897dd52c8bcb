"""The window for those who never type: a ledger or folder is chosen, a button pressed, the result said in words.

screen.py shows and asks, choosing.py takes what is picked or dropped, work.py starts a process for each press, desk.py is
that process's end of the talk, verbs.py hands what was chosen to the operations. Nothing here decides anything.
"""
