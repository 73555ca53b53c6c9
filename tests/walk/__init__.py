"""Presses everything that the bot offers and types every command, through the Bot API server, in every language.

stage.py     the whole program in this process, with outlets, people, groups, a forum and a channel
walker.py    goes through a chat: what is offered, what was pressed, what came of it
checks.py    what is wrong with a message: another language, a label that is cut, a text that is too long
__main__.py  a longer walk, by a seed
"""
