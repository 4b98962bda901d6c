"""The languages of the Kazakh press: letters, tokens, stems, dates, ways of typing.

Knows nothing of news, files or search; usable on its own.
"""
