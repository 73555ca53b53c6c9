"""The gate: updates in, each confirmed when its effect is stored; answers out, in their pace.

intake.py    takes updates in, whichever way they come
polling.py   … asked for
webhook.py   … brought
parsing.py   updates from JSON, one by one
answers.py   answers out
effects.py   the moment at which a command's effect is stored
"""
