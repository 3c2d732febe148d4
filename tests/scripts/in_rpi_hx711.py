"""A kitchen scale: the load cell's HX711 is clocked by hand. First nothing lies on it, then something is weighed."""

import time

import RPi.GPIO as GPIO


class HX711:
    def __init__(self, dout, pd_sck):
        self.dout, self.sck = dout, pd_sck
        GPIO.setup(self.sck, GPIO.OUT)
        GPIO.setup(self.dout, GPIO.IN)

    def read(self):
        while GPIO.input(self.dout) == 1:
            time.sleep(0.001)
        value = 0
        for _ in range(24):
            GPIO.output(self.sck, True)
            value = value << 1 | GPIO.input(self.dout)
            GPIO.output(self.sck, False)
        GPIO.output(self.sck, True)
        GPIO.output(self.sck, False)
        return value - (1 << 24) if value & 1 << 23 else value

    def mean(self, count=5):
        return sum(self.read() for _ in range(count)) / count


GPIO.setmode(GPIO.BCM)
scale = HX711(5, 6)
empty = scale.mean()
print("empty", round(empty, -3))
time.sleep(3)
for _ in range(3):
    print(round((scale.mean() - empty) / 419), "g")
    time.sleep(1)
GPIO.cleanup()
