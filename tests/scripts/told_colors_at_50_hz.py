"""A lamp of three colors with fifty cycles a second, never brighter than a servo's pulses are long: three lamps."""

import time

import RPi.GPIO as GPIO

R, G, B = 17, 27, 22
GPIO.setmode(GPIO.BCM)
GPIO.setup([R, G, B], GPIO.OUT)
waves = [GPIO.PWM(pin, 50) for pin in (R, G, B)]
for wave in waves:
    wave.start(0)
for duties in ((10, 4, 4), (4, 10, 4), (4, 4, 10)):
    for wave, duty in zip(waves, duties):
        wave.ChangeDutyCycle(duty)
    time.sleep(2)
for wave in waves:
    wave.stop()
GPIO.cleanup()
