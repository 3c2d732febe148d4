"""How the C modules of a browser's Python are built: sqlite3 and Pillow. No other code imports it."""
