# Two digits behind two shift registers, lit one after the other by hand, and a button that is looked at meanwhile.
import time

import RPi.GPIO as GPIO

DATA, CLOCK, LATCH, BUTTON = 18, 23, 24, 25
DIGITS = (0x3F, 0x06, 0x5B, 0x4F, 0x66, 0x6D, 0x7D, 0x07, 0x7F, 0x6F)
GPIO.setmode(GPIO.BCM)
GPIO.setup([DATA, CLOCK, LATCH], GPIO.OUT, initial=GPIO.LOW)
GPIO.setup(BUTTON, GPIO.IN, pull_up_down=GPIO.PUD_UP)


def shift(value):
    for bit in range(7, -1, -1):
        GPIO.output(DATA, value >> bit & 1)
        GPIO.output(CLOCK, 1)
        GPIO.output(CLOCK, 0)


number, was_down = 0, False
end = time.monotonic() + 1.2
while time.monotonic() < end:
    down = GPIO.input(BUTTON) == 0
    if down and not was_down:
        number += 1
        print("pressed", number)
    was_down = down
    for place, digit in enumerate((number // 10, number % 10)):
        shift(1 << place)
        shift(DIGITS[digit])
        GPIO.output(LATCH, 1)
        GPIO.output(LATCH, 0)
        time.sleep(0.0002)
GPIO.cleanup()
