# A lamp that grows brighter and darker with fifty cycles a second, as a servo has them, and one that nobody names.
import time

import RPi.GPIO as GPIO

LED, PORT = 18, 13
GPIO.setmode(GPIO.BCM)
GPIO.setup([LED, PORT], GPIO.OUT)
lamp, other = GPIO.PWM(LED, 50), GPIO.PWM(PORT, 50)
lamp.start(0)
other.start(0)
for duty in (0, 5, 10, 15, 50, 100, 50, 10, 5):
    lamp.ChangeDutyCycle(duty)
    other.ChangeDutyCycle(duty)
    time.sleep(0.5)
lamp.stop()
other.stop()
GPIO.cleanup()
