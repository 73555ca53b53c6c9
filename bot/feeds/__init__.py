"""Sources: formats of feeds, discovery, and the schedule of polls."""
