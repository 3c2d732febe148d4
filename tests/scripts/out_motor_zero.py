from time import sleep

from gpiozero import Motor

motor = Motor(forward=4, backward=14, enable=15)
motor.forward()
sleep(2)
motor.backward(0.4)
sleep(1)
motor.stop()
sleep(0.5)
for speed in range(0, 101, 5):
    motor.value = speed / 100
    sleep(0.05)
