"""Parts on single wires of the header."""
