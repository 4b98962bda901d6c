"""Keeping an archive: copies that prove themselves, and proofs of what is kept."""
