import time

import RPi.GPIO as GPIO

ENA, IN1, IN2 = 18, 23, 24
ENB, IN3, IN4 = 13, 5, 6
GPIO.setmode(GPIO.BCM)
GPIO.setwarnings(False)
GPIO.setup([ENA, IN1, IN2, ENB, IN3, IN4], GPIO.OUT)
left, right = GPIO.PWM(ENA, 1000), GPIO.PWM(ENB, 1000)
left.start(0)
right.start(0)


def drive(left_motor, right_motor):
    GPIO.output(IN1, left_motor > 0)
    GPIO.output(IN2, left_motor < 0)
    GPIO.output(IN3, right_motor > 0)
    GPIO.output(IN4, right_motor < 0)
    left.ChangeDutyCycle(abs(left_motor))
    right.ChangeDutyCycle(abs(right_motor))


drive(60, 60)
time.sleep(1)
drive(-30, 30)
time.sleep(0.5)
drive(0, 0)
time.sleep(0.5)
left.stop()
right.stop()
GPIO.cleanup()
