# A siren: the frequency goes up and down along a sine, a step a millisecond.
import math
import time

import RPi.GPIO as GPIO

BUZZER = 4

GPIO.setmode(GPIO.BCM)
GPIO.setup(BUZZER, GPIO.OUT)
tone = GPIO.PWM(BUZZER, 1000)
tone.start(50)
for angle in range(0, 361):
    tone.ChangeFrequency(2000 + 500 * math.sin(math.radians(angle)))
    time.sleep(0.001)
tone.stop()
GPIO.cleanup()
