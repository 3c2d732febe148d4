# Keys of a remote control, measured in sleeps of 60 microseconds: Linux makes 110 of them, and a 0 is told from a 1.
import time

import RPi.GPIO as GPIO

IR_PIN = 22
GPIO.setmode(GPIO.BCM)
GPIO.setup(IR_PIN, GPIO.IN, pull_up_down=GPIO.PUD_UP)


def naps(level, most):
    count = 0
    while GPIO.input(IR_PIN) == level and count < most:
        count += 1
        time.sleep(0.00006)
    return count


def key():
    while GPIO.input(IR_PIN):
        time.sleep(0.00006)
    naps(0, 200)
    naps(1, 80)
    code = 0
    for place in range(32):
        naps(0, 15)
        code |= (naps(1, 40) > 8) << place
    return code


heard = 0
while heard < 2:
    found = key()
    if (found >> 16 & 0xFF) ^ (found >> 24) == 0xFF:
        print(f"remote control: {found >> 16 & 0xFF:#04x}")
        heard += 1
GPIO.cleanup()
