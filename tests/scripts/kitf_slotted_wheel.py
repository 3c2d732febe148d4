# The module of a speed sensor beside a motor: what is printed speaks of revolutions, so the wheel turns.
from time import sleep

import RPi.GPIO as GPIO

SLOT, MOTOR_A, MOTOR_B, ENABLE = 18, 23, 24, 25
HOLES = 20
count = 0


def passed(channel):
    global count
    count += 1


GPIO.setmode(GPIO.BCM)
GPIO.setup(SLOT, GPIO.IN)
GPIO.setup((MOTOR_A, MOTOR_B, ENABLE), GPIO.OUT, initial=GPIO.LOW)
GPIO.add_event_detect(SLOT, GPIO.RISING, callback=passed)
speed = GPIO.PWM(ENABLE, 1000)
speed.start(50)
GPIO.output(MOTOR_A, GPIO.HIGH)
for _ in range(2):
    before = count
    sleep(3)
    print("RPM", (count - before) * 20 // HOLES)
speed.stop()
GPIO.cleanup()
