import time

import RPi.GPIO as GPIO

TiltPin, GreenPin, RedPin = 17, 27, 22


def show(level):
    if level == 0:
        print("It falls over")
    GPIO.output(RedPin, level == 0)
    GPIO.output(GreenPin, level == 1)


GPIO.setmode(GPIO.BCM)
GPIO.setup(GreenPin, GPIO.OUT, initial=GPIO.HIGH)
GPIO.setup(RedPin, GPIO.OUT, initial=GPIO.LOW)
GPIO.setup(TiltPin, GPIO.IN)
GPIO.add_event_detect(TiltPin, GPIO.BOTH, callback=lambda pin: show(GPIO.input(TiltPin)))
time.sleep(6)
GPIO.cleanup()
