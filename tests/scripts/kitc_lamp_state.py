# A press switches an LED that is on at low; the prints say what the level in the variable means.
import time

import RPi.GPIO as GPIO

LAMP, BTN = 17, 18
level = True


def press(channel=None):
    global level
    level = not level
    GPIO.output(LAMP, level)
    if level:
        print("led off")
    else:
        print("led on")


GPIO.setmode(GPIO.BCM)
GPIO.setup(LAMP, GPIO.OUT, initial=GPIO.HIGH)
GPIO.setup(BTN, GPIO.IN)
GPIO.add_event_detect(BTN, GPIO.FALLING, callback=press)
time.sleep(10)
GPIO.cleanup()
