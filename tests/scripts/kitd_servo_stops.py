# A servo whose PWM is stopped and started again: RPi.GPIO then forgets the fifty pulses a second.
import time

import RPi.GPIO as GPIO

GPIO.setmode(GPIO.BCM)
GPIO.setup(18, GPIO.OUT)
pwm = GPIO.PWM(18, 50)
for angle in (0, 90, 180):
    pwm.start(2.5 + angle / 18)
    time.sleep(0.51)
    pwm.stop()
    time.sleep(0.2)
GPIO.cleanup()
