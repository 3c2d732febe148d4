"""Parts that a program only drives and that answer nothing: told from what comes on their wires.

A file brings `KINDS` with its chip, and `RECOGNIZERS = ((rank, recognize),)`: a function that looks at what came so far
(`claim.Seen`) and answers which wires are its part (`claim.Claim`), or None. The one with the lowest rank is asked
first: it is the one that can be least mistaken. The chip then hears all that came from the start.
"""
