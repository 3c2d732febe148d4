"""Tests for pupils' programs: the pytest fixture `virtual_pi`, and the questions of `highland check`."""
