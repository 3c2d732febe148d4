"""A scale that sleeps between two looks: a clock that stays high switches the HX711 off."""

import time

import RPi.GPIO as GPIO


class Scale:
    """The program waits without a pause until the HX711 is ready, and reads byte by byte."""

    def __init__(self, dout, pd_sck):
        self.DOUT, self.PD_SCK = dout, pd_sck
        GPIO.setmode(GPIO.BCM)
        GPIO.setup(self.PD_SCK, GPIO.OUT)
        GPIO.setup(self.DOUT, GPIO.IN)

    def bit(self):
        GPIO.output(self.PD_SCK, True)
        GPIO.output(self.PD_SCK, False)
        return GPIO.input(self.DOUT)

    def read(self):
        while GPIO.input(self.DOUT):
            pass
        value = 0
        for _ in range(24):
            value = value << 1 | self.bit()
        self.bit()
        return value - (1 << 24) if value & 0x800000 else value

    def sleep(self, seconds):
        GPIO.output(self.PD_SCK, False)
        GPIO.output(self.PD_SCK, True)
        time.sleep(seconds)
        GPIO.output(self.PD_SCK, False)


hx711 = Scale(21, 20)
try:
    tare = sum(hx711.read() for _ in range(10)) / 10
    for _ in range(3):
        hx711.sleep(1)
        print(round((hx711.read() - tare) / 4194) * 10, "g")
finally:
    GPIO.cleanup()
