# Four lamps, one after the other: no stepper.
import time

import RPi.GPIO as GPIO

LEDS = [17, 18, 27, 22]
GPIO.setmode(GPIO.BCM)
GPIO.setup(LEDS, GPIO.OUT, initial=GPIO.LOW)
for _ in range(10):
    for led in LEDS:
        GPIO.output(led, True)
        time.sleep(0.1)
        GPIO.output(led, False)
GPIO.cleanup()
