import time
import RPi.GPIO as GPIO

BUTTON = 23
LED = 24

GPIO.setmode(GPIO.BCM)
GPIO.setup(BUTTON, GPIO.IN, pull_up_down=GPIO.PUD_UP)
GPIO.setup(LED, GPIO.OUT)

count = 0
last = True
try:
    while True:
        now = GPIO.input(BUTTON)
        if last and not now:  # the button pulls the wire down
            count += 1
            print("Button pressed", count, "times")
            GPIO.output(LED, not GPIO.input(LED))
        last = now
        time.sleep(0.05)
except KeyboardInterrupt:
    GPIO.cleanup()
