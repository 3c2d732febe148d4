"""Tests for pupils' programs: the pytest fixture `virtual_pi`, and the checks of `highland check`."""
