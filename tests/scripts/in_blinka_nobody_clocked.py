"""A chip that nobody knows is clocked with digitalio, twelve bits each time."""

import time

import board
import digitalio

clock = digitalio.DigitalInOut(board.D18)
clock.switch_to_output(value=False)
data = digitalio.DigitalInOut(board.D23)
data.switch_to_input(pull=digitalio.Pull.UP)

try:
    for _ in range(3):
        value = 0
        for _ in range(12):
            clock.value = True
            value = value << 1 | data.value
            clock.value = False
        print(value)
        time.sleep(0.5)
finally:
    clock.deinit()
    data.deinit()
