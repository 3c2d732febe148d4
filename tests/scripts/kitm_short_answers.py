"""A chip on plain pins that nobody knows: nine clocks, the start bit third. No converter answers so soon."""

import time

import RPi.GPIO as GPIO

SELECT, TICK, SEND, GET = 17, 27, 22, 23

GPIO.setmode(GPIO.BCM)
GPIO.setup([SELECT, TICK, SEND], GPIO.OUT)
GPIO.setup(GET, GPIO.IN)
for _ in range(3):
    GPIO.output(SELECT, 1)
    GPIO.output(SELECT, 0)
    value = 0
    for bit in (0, 0, 1, 1, 0, 0, 0, 0, 0):
        GPIO.output(SEND, bit)
        GPIO.output(TICK, 1)
        value = value << 1 | GPIO.input(GET)
        GPIO.output(TICK, 0)
    GPIO.output(SELECT, 1)
    time.sleep(0.5)
print(value)
GPIO.cleanup()
