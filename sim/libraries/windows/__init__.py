"""Windows of programs, with their keys and clocks: tkinter, pygame, curses."""

from __future__ import annotations
