import time

import RPi.GPIO as GPIO

BUTTON, LED = 23, 24
count = 0


def pressed(channel):
    global count
    count = count + 1
    print("pressed", count, "times")


GPIO.setmode(GPIO.BCM)
GPIO.setup(BUTTON, GPIO.IN, pull_up_down=GPIO.PUD_UP)
GPIO.setup(LED, GPIO.OUT, initial=GPIO.LOW)
GPIO.add_event_detect(BUTTON, GPIO.FALLING, callback=pressed, bouncetime=200)
try:
    while True:
        GPIO.output(LED, count % 2)
        time.sleep(0.1)
finally:
    GPIO.cleanup()
