"""The real program, tried from outside.

    people in chats ──► BotApi ◄── HTTP ──► the program ──► HTTP ──► Outlets ◄── what a test publishes
                       (journal)          (a process; killed,     (feeds that may hang,
                                           stopped, restarted)     break, lie)

`program.py` starts and ends the program, `launcher.py` makes that quick, `outlets.py` serves the feeds, and `scene.py`
puts them together with what a reader does and sees.
"""
