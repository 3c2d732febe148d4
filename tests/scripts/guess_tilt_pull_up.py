import time
import RPi.GPIO as GPIO

TiltPin, RedPin, GreenPin = 11, 12, 13


def show(x):
    GPIO.output(RedPin, x == 0)
    GPIO.output(GreenPin, x == 1)


def tell(x):
    if x == 0:
        print("Tilt!")


def detect(channel):
    show(GPIO.input(TiltPin))
    tell(GPIO.input(TiltPin))


GPIO.setmode(GPIO.BOARD)
GPIO.setup((RedPin, GreenPin), GPIO.OUT, initial=GPIO.LOW)
GPIO.setup(TiltPin, GPIO.IN, pull_up_down=GPIO.PUD_UP)
show(GPIO.input(TiltPin))
GPIO.add_event_detect(TiltPin, GPIO.BOTH, callback=detect, bouncetime=200)
time.sleep(5)
GPIO.cleanup()
