"""Text: tokens, word forms, sentences, languages, dates, and conversion of markup to plain text."""
