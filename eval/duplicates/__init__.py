"""Near duplicates: a set made by hand, precision and recall on it."""
