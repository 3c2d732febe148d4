# A module of four digits with two registers: segments first, then the digit (common anode, its bit is 1).
import time

import RPi.GPIO as GPIO

SDI, SCK, RCK = 22, 27, 17
CODES = {"1": 0xF9, "2": 0xA4, "5": 0x92, "0": 0xC0, " ": 0xFF, "-": 0xBF}
GPIO.setmode(GPIO.BCM)
GPIO.setup([SDI, SCK, RCK], GPIO.OUT, initial=GPIO.LOW)


def send(segments, digit):
    for byte in (segments, digit):
        for bit in range(7, -1, -1):
            GPIO.output(SDI, byte >> bit & 1)
            GPIO.output(SCK, GPIO.HIGH)
            GPIO.output(SCK, GPIO.LOW)
    GPIO.output(RCK, GPIO.HIGH)
    GPIO.output(RCK, GPIO.LOW)


for text in ("12.05", "-1.20"):
    figures = text.replace(".", "")
    for _ in range(100):
        for place, figure in enumerate(figures):
            point = 0x7F if place == 1 else 0xFF
            send(CODES[figure] & point, 0x01 << place)
            time.sleep(0.002)
GPIO.cleanup()
