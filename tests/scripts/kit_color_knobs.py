# Three knobs mix the color of a lamp whose common wire is at 3.3 V: the lower the level, the brighter.
import time

import RPi.GPIO as GPIO
import spidev

redPin, greenPin, bluePin = 17, 27, 22
GPIO.setmode(GPIO.BCM)
GPIO.setup((redPin, greenPin, bluePin), GPIO.OUT)
spi = spidev.SpiDev()
spi.open(0, 0)


def knob(channel):
    answer = spi.xfer2([1, 0x80 | channel << 4, 0])
    return (answer[1] & 3) << 8 | answer[2]


red, green, blue = (GPIO.PWM(pin, 1000) for pin in (redPin, greenPin, bluePin))
for each in (red, green, blue):
    each.start(100)
for _ in range(100):
    red.ChangeDutyCycle(100 - knob(0) * 100 / 1023)
    green.ChangeDutyCycle(100 - knob(1) * 100 / 1023)
    blue.ChangeDutyCycle(100 - knob(2) * 100 / 1023)
    time.sleep(0.1)
for each in (red, green, blue):
    each.ChangeDutyCycle(100 - 0)
