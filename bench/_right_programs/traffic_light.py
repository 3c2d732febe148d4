import time

import RPi.GPIO as GPIO

RED, YELLOW, GREEN, WALK = 17, 27, 22, 5

GPIO.setmode(GPIO.BCM)
GPIO.setup([RED, YELLOW, GREEN], GPIO.OUT, initial=GPIO.LOW)
GPIO.setup(WALK, GPIO.IN, pull_up_down=GPIO.PUD_UP)


def show(red, yellow, green):
    GPIO.output(RED, red)
    GPIO.output(YELLOW, yellow)
    GPIO.output(GREEN, green)


def let_walk():
    show(False, True, False)
    time.sleep(2)
    show(True, False, False)
    time.sleep(5)


try:
    while True:
        show(False, False, True)
        if GPIO.input(WALK) == GPIO.LOW:
            let_walk()
        time.sleep(0.05)
finally:
    GPIO.cleanup()
