"""The papers of a lesson: sheets, slides and the national form, all from the one file."""
