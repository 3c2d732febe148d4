# The pad of a kit, whose pin is called a button; the pull of the Pi is weaker than the pad.
import time

import RPi.GPIO as GPIO

button_pin = 17
horn_pin = 18

GPIO.setmode(GPIO.BCM)
GPIO.setup(button_pin, GPIO.IN, pull_up_down=GPIO.PUD_UP)
GPIO.setup(horn_pin, GPIO.OUT)
try:
    while True:
        if GPIO.input(button_pin):
            GPIO.output(horn_pin, GPIO.HIGH)
        else:
            GPIO.output(horn_pin, GPIO.LOW)
        time.sleep(0.01)
finally:
    GPIO.cleanup()
