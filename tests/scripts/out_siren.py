# A sound that glides up and down, and PWM that begins with one hertz.
import math
import time

import RPi.GPIO as GPIO

GPIO.setmode(GPIO.BOARD)
GPIO.setup(11, GPIO.OUT)
sound = GPIO.PWM(11, 1)
sound.start(0)
for _ in range(2):
    sound.ChangeDutyCycle(50)
    for degree in range(0, 361, 2):
        sound.ChangeFrequency(2000 + 500 * math.sin(math.radians(degree)))
        time.sleep(0.002)
    sound.ChangeDutyCycle(0)
    time.sleep(0.5)
sound.stop()
GPIO.cleanup()
