"""The review desk: what becomes of a story on its way into a channel, decided purely.

states.py     the states of a card, and the table of what may happen in each
pressing.py   the rules of what people do
progress.py   the rules of what the program does
due.py        what happens by itself at a time
"""
