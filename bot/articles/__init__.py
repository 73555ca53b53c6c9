"""Articles: canonical addresses, the identity of items, and which of them are news."""
