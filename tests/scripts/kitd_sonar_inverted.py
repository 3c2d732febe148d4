# A sonar whose program waits for the echo the wrong way round: it measures the time before the echo, about 0.45 ms.
import time

import RPi.GPIO as GPIO

TRIG, ECHO = 23, 24
GPIO.setmode(GPIO.BCM)
GPIO.setup(TRIG, GPIO.OUT, initial=GPIO.LOW)
GPIO.setup(ECHO, GPIO.IN)
for _ in range(3):
    GPIO.output(TRIG, GPIO.HIGH)
    time.sleep(0.00001)
    GPIO.output(TRIG, GPIO.LOW)
    start = time.time()
    while GPIO.input(ECHO) == 1:
        start = time.time()
    while GPIO.input(ECHO) == 0:
        end = time.time()
    print(f"{(end - start) * 17150:.1f} cm")
    time.sleep(0.5)
GPIO.cleanup()
