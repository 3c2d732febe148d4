# Four buttons and a lamp for each; who catches KeyboardInterrupt, and looks through keys, has no keypad.
import time

import RPi.GPIO as GPIO

LAMPS = {5: 17, 6: 27, 13: 22, 26: 23}
GPIO.setmode(GPIO.BCM)
for button in list(dict.keys(LAMPS)):
    GPIO.setup(button, GPIO.IN, pull_up_down=GPIO.PUD_UP)
for lamp in LAMPS.values():
    GPIO.setup(lamp, GPIO.OUT, initial=GPIO.LOW)
try:
    while True:
        for key in LAMPS:
            GPIO.output(LAMPS[key], not GPIO.input(key))
        time.sleep(0.01)
except KeyboardInterrupt:
    GPIO.cleanup()
