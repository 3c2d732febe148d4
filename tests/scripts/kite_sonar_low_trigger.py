# A transistor turns only the trigger of an HC-SR04 round; the echo comes through a divider, high as ever.
import time

import RPi.GPIO as GPIO

GPIO_TRIGGER, GPIO_ECHO = 5, 6
GPIO.setmode(GPIO.BCM)
GPIO.setup(GPIO_TRIGGER, GPIO.OUT, initial=GPIO.HIGH)
GPIO.setup(GPIO_ECHO, GPIO.IN)
time.sleep(0.5)
for _ in range(2):
    GPIO.output(GPIO_TRIGGER, GPIO.LOW)
    time.sleep(0.00002)
    GPIO.output(GPIO_TRIGGER, GPIO.HIGH)
    while GPIO.input(GPIO_ECHO) == 0:
        begin = time.time()
    while GPIO.input(GPIO_ECHO) == 1:
        end = time.time()
    print("%.0f cm" % ((end - begin) * 34000 / 2))
    time.sleep(0.5)
GPIO.cleanup()
