"""Tables of names: regions and topics with their codes, names in three languages and where they are from."""
