"""Speech in Kazakh text: verbs of saying, marks, clauses."""
