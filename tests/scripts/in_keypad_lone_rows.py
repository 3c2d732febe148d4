"""A keypad whose wires all listen with a pull; one after the other is put low for a moment. No name says which."""

import time

import board
from digitalio import DigitalInOut, Direction, Pull

LETTERS = ["123A", "456B", "789C", "*0#D"]
wires = [DigitalInOut(getattr(board, f"D{number}")) for number in (25, 24, 23, 18, 12, 16, 20, 21)]


def pressed():
    for wire in wires:
        wire.direction = Direction.INPUT
        wire.pull = Pull.UP
    found = []
    for letters, low in zip(LETTERS, wires[4:]):
        low.direction = Direction.OUTPUT
        low.value = False
        found += [letter for letter, wire in zip(letters, wires) if not wire.value]
        low.direction = Direction.INPUT
        low.pull = Pull.UP
    return found


before = None
for _ in range(40):
    now = pressed()
    if now != before:
        print("the keypad says", *now)
        before = now
    time.sleep(0.1)
