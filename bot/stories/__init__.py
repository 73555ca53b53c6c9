"""Groups articles that report the same event."""
