"""Dates in text: found, resolved from the article's date or the words before, and compared."""
