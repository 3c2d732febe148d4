from gpiozero import Robot, Motor
from time import sleep

robot = Robot(left=Motor(4, 14), right=Motor(17, 18))

for _ in range(4):
    robot.forward()
    sleep(2)
    robot.right()
    sleep(0.5)

robot.backward(0.5)
sleep(1)
robot.stop()
