# Three bytes at once to a chip on two wires that nobody knows here.
import time

import RPi.GPIO as GPIO

SDI, SCLK = 17, 27
GPIO.setmode(GPIO.BCM)
GPIO.setup((SDI, SCLK), GPIO.OUT, initial=GPIO.LOW)
for word in (0xA51234, 0x0F00FF, 0x123456, 0xFFFFFF):
    for bit in reversed(range(24)):
        GPIO.output(SDI, word >> bit & 1)
        GPIO.output(SCLK, GPIO.HIGH)
        GPIO.output(SCLK, GPIO.LOW)
    time.sleep(0.5)
GPIO.cleanup()
