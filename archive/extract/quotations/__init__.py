"""Quotations: what somebody said, in whose words, exactly where."""
