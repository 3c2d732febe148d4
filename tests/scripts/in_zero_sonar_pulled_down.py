"""The class of a kit for an ultrasonic sensor: nothing is called echo, and the wire that answers is pulled down."""

import time

from gpiozero import InputDevice, OutputDevice


class Ultrasonic:
    def __init__(self, one, other):
        self.sends = OutputDevice(one)
        self.hears = InputDevice(other, pull_up=False)

    def read(self):
        self.sends.off()
        time.sleep(0.001)
        self.sends.on()
        time.sleep(0.00001)
        self.sends.off()
        begun = since = until = time.time()
        while self.hears.value == 0:
            since = time.time()
            if since - begun > 0.1:
                return -1
        while self.hears.value == 1:
            until = time.time()
            if until - begun > 0.1:
                return -2
        return round((until - since) * 343 / 2 * 100)


before_me = Ultrasonic(27, 22)
for _ in range(3):
    print(before_me.read(), "cm")
    time.sleep(0.5)
