"""Text: tokens, word forms, sentences, languages, and markup turned into plain text."""
