"""Lemma accuracy and conflation of the stemmer, with floors."""
