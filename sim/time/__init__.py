"""Virtual time: a clock that goes as fast as the computer allows, and threads that wait for it."""
