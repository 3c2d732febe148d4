import RPi.GPIO as GPIO
import time

SERVO = 18
GPIO.setmode(GPIO.BCM)
GPIO.setup(SERVO, GPIO.OUT)
p = GPIO.PWM(SERVO, 50)


def set_angle(angle):
    duty = 2.5 + angle / 18  # 0.5 ms to 2.5 ms out of 20 ms
    p.ChangeDutyCycle(duty)
    time.sleep(1)


p.start(2.5)
set_angle(90)
set_angle(180)
set_angle(0)
p.stop()
GPIO.cleanup()
