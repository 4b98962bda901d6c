"""The table of topic lemmas: seeds written by hand, weighed and widened on unlabelled raw text."""
