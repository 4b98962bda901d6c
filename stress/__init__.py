"""Proofs that take minutes; their short form runs in ``tests/webui``."""
