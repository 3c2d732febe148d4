"""Mistakes in a wiring list that would hurt a part or the board, one kind a file."""
