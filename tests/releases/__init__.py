"""Databases that released programs have left, and what the present program makes of them.

    make.py ──► a released program runs, is killed at work ──► left.py: NAME.tar.xz ──► test_upgrade.py: the present
    (people, outlets, Telegram are today's)                    (database, Telegram,     program resumes its work
                                                                outlets, what was told)

`python -m tests.releases.make NAME` adds the one of this checkout; with `--program FOLDER`, that of another one.
"""
