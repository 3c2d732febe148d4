import time
import RPi.GPIO as GPIO

PINS = [17, 18, 27, 22]  # IN1 to IN4 of a ULN2003 board
HALF_STEPS = [
    [1, 0, 0, 0],
    [1, 1, 0, 0],
    [0, 1, 0, 0],
    [0, 1, 1, 0],
    [0, 0, 1, 0],
    [0, 0, 1, 1],
    [0, 0, 0, 1],
    [1, 0, 0, 1],
]

GPIO.setmode(GPIO.BCM)
for pin in PINS:
    GPIO.setup(pin, GPIO.OUT)
    GPIO.output(pin, 0)

for _ in range(16):  # 16 rounds of 8 half steps
    for step in HALF_STEPS:
        for pin, level in zip(PINS, step):
            GPIO.output(pin, level)
        time.sleep(0.001)

GPIO.output(PINS, 0)
GPIO.cleanup()
