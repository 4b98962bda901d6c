"""Tables of names and of junk lines; the head of each says where it is from."""
