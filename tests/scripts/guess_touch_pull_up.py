import time
import RPi.GPIO as GPIO

TouchPin = 4
GPIO.setmode(GPIO.BCM)
GPIO.setup(TouchPin, GPIO.IN, pull_up_down=GPIO.PUD_UP)
before = None
for _ in range(50):
    state = GPIO.input(TouchPin)
    if state != before:
        print("touched" if state else "let go")
        before = state
    time.sleep(0.1)
GPIO.cleanup()
