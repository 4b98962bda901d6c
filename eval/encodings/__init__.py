"""How often the encoding of a text is told rightly."""
