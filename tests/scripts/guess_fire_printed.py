import time
import RPi.GPIO as GPIO

DO = 17
GPIO.setmode(GPIO.BCM)
GPIO.setup(DO, GPIO.IN)


def tell(level):
    if level == 1:
        print("Safe~")
    if level == 0:
        print("Fire!")


before = 1
for _ in range(20):
    now = GPIO.input(DO)
    if now != before:
        tell(now)
        before = now
    time.sleep(0.2)
GPIO.cleanup()
