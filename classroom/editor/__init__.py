"""The code editor of the pupil's page: its words, and in static/ what a browser loads."""
