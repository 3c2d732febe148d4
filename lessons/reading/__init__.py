"""A lesson's file becomes a Lesson, or a list of what is wrong with it."""
