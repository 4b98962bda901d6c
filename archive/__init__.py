"""L1: articles and what is known about them."""
