import time
import RPi.GPIO as GPIO

GPIO.setmode(GPIO.BCM)
PIN = 4


def rc_time(pin):
    GPIO.setup(pin, GPIO.OUT)
    GPIO.output(pin, GPIO.LOW)
    time.sleep(0.1)
    GPIO.setup(pin, GPIO.IN)
    start = time.time()
    while GPIO.input(pin) == GPIO.LOW:
        pass
    return time.time() - start


for _ in range(4):
    print("bright" if rc_time(PIN) < 0.005 else "dark")
    time.sleep(1)
GPIO.cleanup()
