"""Parts that a program only drives and that answer nothing: told from what comes on their wires."""
