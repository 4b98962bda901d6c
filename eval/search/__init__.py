"""Ranking: judged collections, an offline laboratory, the reference formula."""
