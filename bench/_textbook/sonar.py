import time
import RPi.GPIO as GPIO

GPIO.setmode(GPIO.BCM)
GPIO.setup(23, GPIO.OUT)
GPIO.setup(24, GPIO.IN)
while True:
    GPIO.output(23, True)
    time.sleep(0.00001)
    GPIO.output(23, False)
    start = stop = time.time()
    while GPIO.input(24) == 0:
        start = time.time()
    while GPIO.input(24) == 1:
        stop = time.time()
    print(round((stop - start) * 17150, 1))
    time.sleep(0.1)
