"""What keeps the program running: clocks, supervision, fair turns, processes. It knows nothing of news."""
