"""Plots of runs: what a picture says as pure data (describe), and how it is drawn on paper (draw)."""
