"""The words of the lessons: each with its name in both languages, one sentence about it, and a drawing."""

from lessons.glossary.words import Group, Word, groups, picture, word

__all__ = ["Group", "Word", "groups", "picture", "word"]
