"""Parts that show something: letters, digits, pictures."""
