# A rotary encoder whose two slots only a list has: no name tells which wire is which.
import time

import RPi.GPIO as GPIO


class RotaryCounter:
    def __init__(self, pins):
        self.count = 0
        self.pins = pins
        GPIO.setmode(GPIO.BCM)
        for each in pins:
            GPIO.setup(each, GPIO.IN)
        GPIO.add_event_detect(pins[0], GPIO.FALLING, self.moved)

    def moved(self, wire):
        self.count += 1 if GPIO.input(self.pins[1]) else -1


counter = RotaryCounter([int(each) for each in ("16", "20")])
for _ in range(4):
    time.sleep(1)
    print(counter.count)
GPIO.cleanup()
