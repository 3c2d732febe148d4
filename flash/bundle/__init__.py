"""Everything that a board needs without internet, as one file; and its releases on the board, which can go back."""
