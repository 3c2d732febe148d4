# A light barrier whose wire is high while something stands in it; the print says which level switches the lamp on.
import time

import RPi.GPIO as GPIO

BEAM, LAMP = 17, 18
GPIO.setmode(GPIO.BCM)
GPIO.setup(LAMP, GPIO.OUT, initial=GPIO.LOW)
GPIO.setup(BEAM, GPIO.IN, pull_up_down=GPIO.PUD_UP)


def changed(channel):
    level = GPIO.input(BEAM)
    print("lamp: on" if level else "lamp: off")
    GPIO.output(LAMP, level)


GPIO.add_event_detect(BEAM, GPIO.BOTH, callback=changed)
time.sleep(5)
GPIO.cleanup()
