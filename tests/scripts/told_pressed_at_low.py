"""A button on a board with a resistor of its own that holds it high, pulled down by the program all the same: at 0 the
buzzer sounds."""

import time

import RPi.GPIO as GPIO

BUTTON, BUZZER = 17, 18


def buzzer_on():
    GPIO.output(BUZZER, GPIO.HIGH)


def buzzer_off():
    GPIO.output(BUZZER, GPIO.LOW)


def changed(pin):
    if GPIO.input(pin) == 0:
        buzzer_on()
    else:
        buzzer_off()


GPIO.setmode(GPIO.BCM)
GPIO.setup(BUZZER, GPIO.OUT)
GPIO.setup(BUTTON, GPIO.IN, pull_up_down=GPIO.PUD_DOWN)
GPIO.add_event_detect(BUTTON, GPIO.BOTH, callback=changed)
time.sleep(10)
GPIO.cleanup()
