"""What the text of a program tells about the parts on its pins."""
