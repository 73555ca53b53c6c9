"""The review desk: what becomes of a story on its way into a channel, decided purely."""
