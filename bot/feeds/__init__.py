"""Sources: fetching what they list, reading it, and deciding when to ask again."""
