# A fork with a light beam: high when something is in it. What is printed tells, two functions further on.
import time

import RPi.GPIO as GPIO

FORK, RED, GREEN = 17, 22, 27


def lamps(level):
    if level == 0:
        GPIO.output(RED, 0)
        GPIO.output(GREEN, 1)
    if level == 1:
        GPIO.output(RED, 1)
        GPIO.output(GREEN, 0)


def tell(level):
    if level == 1:
        print("something is in the gap")


def changed(channel):
    lamps(GPIO.input(FORK))
    tell(GPIO.input(FORK))


GPIO.setmode(GPIO.BCM)
GPIO.setup([RED, GREEN], GPIO.OUT)
GPIO.setup(FORK, GPIO.IN, pull_up_down=GPIO.PUD_UP)
GPIO.add_event_detect(FORK, GPIO.BOTH, callback=changed, bouncetime=50)
changed(FORK)
time.sleep(10)
GPIO.cleanup()
