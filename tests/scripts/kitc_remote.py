"""Keys of a remote control, bit by bit: the receiver is low while it sees infrared light."""

import time

import RPi.GPIO as GPIO

IR_RECV = 17
GPIO.setmode(GPIO.BCM)
GPIO.setup(IR_RECV, GPIO.IN, pull_up_down=GPIO.PUD_UP)
KEYS = {0x18: "two", 0x43: "play"}


def lasts(level, longest=0.02):
    begun = time.time()
    while GPIO.input(IR_RECV) == level:
        if time.time() - begun > longest:
            return None
    return time.time() - begun


def nec():
    if (lasts(0) or 0) < 0.008 or (lasts(1) or 0) < 0.004:
        return None
    value = 0
    for place in range(32):
        lasts(0)
        value |= ((lasts(1) or 0) > 0.001) << place
    return value >> 16 & 0xFF


while True:
    GPIO.wait_for_edge(IR_RECV, GPIO.FALLING)
    command = nec()
    if command is not None:
        print("key", KEYS.get(command, hex(command)))
