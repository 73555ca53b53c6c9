"""Keeps the program running: clocks, supervision, fair turns, processes. Knows nothing about news."""
