"""From this computer onto a board without internet: the card, the bundle, its releases on the board, its services."""
