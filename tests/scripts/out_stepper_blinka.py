# A minute hand: a 60th of a turn every second (slow steps; only the names tell that it is a stepper).
import time

import board
import digitalio

coils = []
for name in (board.D17, board.D27, board.D22, board.D10):
    stepper_pin = digitalio.DigitalInOut(name)
    stepper_pin.direction = digitalio.Direction.OUTPUT
    coils.append(stepper_pin)

ORDER = [0b0001, 0b0011, 0b0010, 0b0110, 0b0100, 0b1100, 0b1000, 0b1001]
place = 0
for _ in range(3):
    for _ in range(34):
        place -= 1
        for number, coil in enumerate(coils):
            coil.value = bool(ORDER[place % 8] >> number & 1)
        time.sleep(0.005)
    time.sleep(1 - 34 * 0.005)
