# Measures the echo of an HC-SR04 with pulseio, as libraries for CircuitPython do.
import time

import board
from digitalio import DigitalInOut
from pulseio import PulseIn

trigger = DigitalInOut(board.D5)
trigger.switch_to_output(False)
echo = PulseIn(board.D6, maxlen=1)
echo.pause()
echo.clear()
for _ in range(3):
    echo.clear()
    trigger.value = True
    time.sleep(0.00001)
    trigger.value = False
    echo.resume()
    end = time.monotonic() + 0.1
    while len(echo) == 0 and time.monotonic() < end:
        pass
    echo.pause()
    print("cm", echo[0] * 0.0174 if len(echo) else None)
    time.sleep(2)
