"""Tests of pupils for their programs: the pytest fixture `virtual_pi`."""
