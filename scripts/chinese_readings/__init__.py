"""How the shipped readings of Chinese are made: free dictionaries (:mod:`sources`), one reading a word (:mod:`vote`), pruned (:mod:`table`)."""
