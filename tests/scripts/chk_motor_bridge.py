# A motor driver may be switched as often as one likes: it is no relay.
from time import sleep

from gpiozero import Motor

motor = Motor(forward=17, backward=27, pwm=False)
for _ in range(20):
    motor.forward()
    sleep(0.2)
    motor.backward()
    sleep(0.2)
motor.stop()
