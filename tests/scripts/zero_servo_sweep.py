from gpiozero import Servo
from time import sleep

servo = Servo(12)

servo.min()
sleep(1)
servo.mid()
sleep(1)
servo.max()
sleep(1)

value = -1.0
while value <= 1.0:
    servo.value = value
    sleep(0.1)
    value += 0.5

servo.detach()
sleep(0.5)
