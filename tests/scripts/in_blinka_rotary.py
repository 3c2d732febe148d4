"""A rotary encoder asked with digitalio, every millisecond."""

import time

import board
from digitalio import DigitalInOut, Pull

encoder_a = DigitalInOut(board.D5)
encoder_a.switch_to_input(pull=Pull.UP)
encoder_b = DigitalInOut(board.D6)
encoder_b.switch_to_input(pull=Pull.UP)

position = 0
last = encoder_a.value
end = time.monotonic() + 4
while time.monotonic() < end:
    now = encoder_a.value
    if last and not now:
        position += 1 if encoder_b.value else -1
        print(position)
    last = now
    time.sleep(0.001)
encoder_a.deinit()
encoder_b.deinit()
