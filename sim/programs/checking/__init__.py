"""The checks of `highland check`: a program runs in a scratch folder, and everything around it is tried."""
