"""A gas alarm with a fan behind a relay: the relay gets what the buzzer gets, and both are left low."""

import time

import RPi.GPIO as GPIO
import spidev

relay_pin, buzzer_pin = 21, 18

spi = spidev.SpiDev()
spi.open(0, 1)
GPIO.setmode(GPIO.BCM)
GPIO.setup(relay_pin, GPIO.OUT)
GPIO.setup(buzzer_pin, GPIO.OUT)
try:
    while True:
        answer = spi.xfer2([1, 0xF0, 0])
        if (answer[1] & 3) << 8 | answer[2] < 600:
            GPIO.output(relay_pin, GPIO.LOW)
            GPIO.output(buzzer_pin, GPIO.LOW)
        else:
            GPIO.output(relay_pin, GPIO.HIGH)
            GPIO.output(buzzer_pin, GPIO.HIGH)
        time.sleep(0.1)
except KeyboardInterrupt:
    GPIO.output(relay_pin, GPIO.LOW)
    GPIO.output(buzzer_pin, GPIO.LOW)
    GPIO.cleanup()
