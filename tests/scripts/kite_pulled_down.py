# A button between 3.3 V and the pin: the program speaks only while nobody presses.
import time

import RPi.GPIO as GPIO

PIN = 17
GPIO.setmode(GPIO.BCM)
GPIO.setup(PIN, GPIO.IN, pull_up_down=GPIO.PUD_DOWN)
free_s = 0
for _ in range(6):
    level = GPIO.input(PIN)
    if level == 0:
        print("free")
    if level == 1:
        free_s += 1
    time.sleep(1)
print("used for", free_s, "s")
GPIO.cleanup()
