"""Keys of a remote, told by turns: each sleeps a moment, and the long pauses take more of them than eight."""

from time import sleep

import RPi.GPIO as GPIO

EYE = 17
MOMENT = 60e-6
GPIO.setmode(GPIO.BCM)
GPIO.setup(EYE, GPIO.IN, pull_up_down=GPIO.PUD_UP)


def bits():
    turns = 0
    while GPIO.input(EYE) == 0 and turns < 200:
        turns += 1
        sleep(MOMENT)
    turns = 0
    while GPIO.input(EYE) == 1 and turns < 80:
        turns += 1
        sleep(MOMENT)
    value = 0
    for place in range(32):
        turns = 0
        while GPIO.input(EYE) == 0 and turns < 15:
            turns += 1
            sleep(MOMENT)
        turns = 0
        while GPIO.input(EYE) == 1 and turns < 40:
            turns += 1
            sleep(MOMENT)
        if turns > 8:
            value |= 1 << place
    return value


try:
    while True:
        if GPIO.input(EYE) == 0:
            value = bits()
            if value >> 16 & 0xFF == ~(value >> 24) & 0xFF:
                print(f"key 0x{value >> 16 & 0xFF:02x}")
        sleep(0.001)
finally:
    GPIO.cleanup()
