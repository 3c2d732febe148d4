# Pulled down and FALLING: it counts when the button is let go.
import time

import RPi.GPIO as GPIO

GPIO.setmode(GPIO.BCM)
GPIO.setup(23, GPIO.IN, pull_up_down=GPIO.PUD_DOWN)
start = time.monotonic()
GPIO.add_event_detect(
    23, GPIO.FALLING, callback=lambda channel: print(f"{time.monotonic() - start:.1f}"), bouncetime=50
)
time.sleep(5)
GPIO.cleanup()
