import time

import RPi.GPIO as GPIO

BUZZER = 23
GPIO.setmode(GPIO.BCM)
GPIO.setup(BUZZER, GPIO.OUT)


def play(hertz, seconds):
    half_s = 0.5 / hertz
    for _ in range(int(seconds * hertz)):
        GPIO.output(BUZZER, True)
        time.sleep(half_s)
        GPIO.output(BUZZER, False)
        time.sleep(half_s)


play(523, 0.2)
time.sleep(0.1)
play(659, 0.2)
play(784, 0.4)
GPIO.cleanup()
