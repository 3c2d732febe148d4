# Three relays: by their words the first is on at low, the second at high; of the third nothing tells.
import time

import RPi.GPIO as GPIO

RELAY, RELAY2, RELAY3 = 17, 27, 22


def switch_on():
    GPIO.output(RELAY, GPIO.LOW)


def switch_off():
    GPIO.output(RELAY, GPIO.HIGH)


GPIO.setmode(GPIO.BCM)
GPIO.setup(RELAY, GPIO.OUT, initial=GPIO.HIGH)
GPIO.setup([RELAY2, RELAY3], GPIO.OUT)
time.sleep(1)
switch_on()
time.sleep(2)
switch_off()
GPIO.output(RELAY2, GPIO.HIGH)  # relay on
time.sleep(3)
GPIO.output(RELAY2, GPIO.LOW)  # relay off
GPIO.output(RELAY3, GPIO.HIGH)
time.sleep(1)
GPIO.cleanup()
