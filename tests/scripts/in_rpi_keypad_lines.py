"""A keypad with its wires called L1 to L4 and C1 to C4; one of them is GPIO1."""

import time

import RPi.GPIO as GPIO

L1, L2, L3 = 25, 24, 23
L4 = 1
C1, C2, C3, C4 = 12, 16, 20, 21

GPIO.setwarnings(False)
GPIO.setmode(GPIO.BCM)
for line in (L1, L2, L3, L4):
    GPIO.setup(line, GPIO.OUT)
for column in (C1, C2, C3, C4):
    GPIO.setup(column, GPIO.IN, pull_up_down=GPIO.PUD_DOWN)


def look(line, characters):
    GPIO.output(line, GPIO.HIGH)
    for column, character in zip((C1, C2, C3, C4), characters):
        if GPIO.input(column) == 1:
            print(character)
    GPIO.output(line, GPIO.LOW)


try:
    while True:
        look(L1, "123A")
        look(L2, "456B")
        look(L3, "789C")
        look(L4, "*0#D")
        time.sleep(0.4)
except KeyboardInterrupt:
    GPIO.cleanup()
