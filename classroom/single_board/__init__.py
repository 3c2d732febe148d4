"""The page on which a class watches one board: scene, sentence, curves, and buttons to press, break, mend and hurry."""

from classroom.single_board.app import board_app, serving_board

__all__ = ["board_app", "serving_board"]
