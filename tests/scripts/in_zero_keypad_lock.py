"""A lock with a keypad: gpiozero, the rows are outputs, the columns are buttons."""

from time import sleep

from gpiozero import LED, Button, DigitalOutputDevice

KEYS = ("1", "2", "3", "A", "4", "5", "6", "B", "7", "8", "9", "C", "*", "0", "#", "D")
CODE = "1984"
rows = [DigitalOutputDevice(pin) for pin in (18, 23, 24, 25)]
cols = [Button(pin, pull_up=False) for pin in (10, 22, 27, 17)]
door = LED(26)


def pressed_keys():
    found = []
    for i, row in enumerate(rows):
        row.on()
        found += [KEYS[4 * i + j] for j, col in enumerate(cols) if col.is_pressed]
        row.off()
    return found


typed, before = "", []
while len(typed) < len(CODE):
    keys = pressed_keys()
    if keys and keys != before:
        typed += keys[0]
        print("*" * len(typed))
    before = keys
    sleep(0.05)
print("open" if typed == CODE else "wrong")
door.value = typed == CODE
sleep(1)
