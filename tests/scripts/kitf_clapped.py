# Two relays: the names of the levels say that one is on at high, and that the other one is on at low.
import time

import RPi.GPIO as GPIO

LAMP_RELAY, PUMP_RELAY = 27, 22
GPIO.setmode(GPIO.BCM)
GPIO.setup(LAMP_RELAY, GPIO.OUT, initial=GPIO.LOW)
GPIO.setup(PUMP_RELAY, GPIO.OUT, initial=GPIO.HIGH)
shining = pump_on = False
for turn in range(4):
    shining = not shining
    GPIO.output(LAMP_RELAY, shining)
    print("lamp", "ON" if shining else "OFF")
    if turn % 2:
        pump_on = not pump_on
        GPIO.output(PUMP_RELAY, not pump_on)
    time.sleep(1)
GPIO.cleanup()
