# A slip before the loop, and a cleanup: nothing is told of a button that was never looked at.
import RPi.GPIO as GPIO

BUTTON, LAMP = 4, 18
GPIO.setmode(GPIO.BCM)
try:
    GPIO.setup(BUTTON, GPIO.IN, pull_up_down=GPIO.PUD_UP)
    GPIO.setup(LAMPE, GPIO.OUT)  # noqa: F821
    if GPIO.input(BUTTON):
        print("not pressed")
finally:
    GPIO.cleanup()
