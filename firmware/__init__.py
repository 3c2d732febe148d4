"""What runs a project on a board, real or virtual: find it, fit it, open its parts, turn its loop, keep its latches."""
