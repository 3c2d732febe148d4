# The remark at the end comes from another lesson: the red lamp shines when it tilts, and its pin is high then.
import time

import RPi.GPIO as GPIO

TILT, RED, GREEN = 17, 22, 27


def show(level):
    if level == 0:
        GPIO.output(RED, 1)
        GPIO.output(GREEN, 0)
    if level == 1:
        GPIO.output(RED, 0)
        GPIO.output(GREEN, 1)


def tell(level):
    if level == 0:
        print("it tilts")


def tilted(channel):
    show(GPIO.input(TILT))
    tell(GPIO.input(TILT))


def destroy():
    GPIO.output(RED, GPIO.HIGH)  # red lamp off
    GPIO.output(GREEN, GPIO.HIGH)  # green lamp off
    GPIO.cleanup()


GPIO.setmode(GPIO.BCM)
GPIO.setup([RED, GREEN], GPIO.OUT)
GPIO.setup(TILT, GPIO.IN, pull_up_down=GPIO.PUD_UP)
GPIO.add_event_detect(TILT, GPIO.BOTH, callback=tilted, bouncetime=50)
try:
    time.sleep(10)
finally:
    destroy()
