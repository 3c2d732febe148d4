"""Seats on the laptop: a board here for a pupil whose browser cannot run one, each in a sandbox of its own."""
