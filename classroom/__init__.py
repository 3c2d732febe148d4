"""Boards for a class: on one page, or in the browser of every pupil with the wall of the teacher."""
