import RPi.GPIO as GPIO
from time import sleep

GPIO.setmode(GPIO.BCM)
GPIO.setup(12, GPIO.OUT)

pwm = GPIO.PWM(12, 100)
pwm.start(0)
try:
    while True:
        for duty in range(0, 101, 25):
            pwm.ChangeDutyCycle(duty)
            sleep(0.2)
        for duty in range(100, -1, -25):
            pwm.ChangeDutyCycle(duty)
            sleep(0.2)
except KeyboardInterrupt:
    pass
pwm.stop()
GPIO.cleanup()
