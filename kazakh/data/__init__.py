"""Tables of the library; the first lines of each say its source and licence."""
