# Two sensors that are pulled to their event: only what is printed tells at which level nothing happens.
import time

import RPi.GPIO as GPIO

DO, LEAK = 17, 26
GPIO.setmode(GPIO.BCM)
GPIO.setup(DO, GPIO.IN, pull_up_down=GPIO.PUD_UP)
GPIO.setup(LEAK, GPIO.IN, pull_up_down=GPIO.PUD_DOWN)
for _ in range(4):
    if GPIO.input(DO) == 0:
        print("safe")
    else:
        print("it burns")
    if GPIO.input(LEAK):
        print("no leak")
    else:
        print("leak")
    time.sleep(1)
GPIO.cleanup()
