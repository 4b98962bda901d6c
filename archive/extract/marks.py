"""Bits of what a word by itself can be for the extractors, so that most words cost them nothing."""

#: The head of a reference.
HEAD = 1
#: May have to do with a place.
PLACE = 2
#: A sentence without such a word reports nobody's speech.
SAID = 4
#: Where a rule of reported speech may begin.
SPOT = 8
#: Ends a verb of saying.
CUE = 16
#: Its lemma speaks for a topic.
TOPIC = 32
#: Its lemma begins a phrase that speaks for one.
PHRASE = 64
