"""Articles: what makes two of them the same, and their full text."""
