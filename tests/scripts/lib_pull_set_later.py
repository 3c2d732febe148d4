"""Four buttons are opened first and pulled up afterwards; then a wire is driven, and they are read at once."""

import time

import board
from digitalio import DigitalInOut, Direction, Pull

keys = [DigitalInOut(pin) for pin in (board.D5, board.D6, board.D13, board.D19)]
lamp = DigitalInOut(board.D21)
for key in keys:
    key.direction = Direction.INPUT
    key.pull = Pull.UP
lamp.direction = Direction.OUTPUT
for _ in range(3):
    print(*("." if key.value else "x" for key in keys))
    time.sleep(1)
