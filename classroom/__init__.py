"""The board that a class sees, presses and breaks: one run, the scene of its world, and the page that shows both."""
