from gpiozero import Robot, Motor, LineSensor
from time import sleep

robot = Robot(left=Motor(7, 8), right=Motor(9, 10))
left_sensor = LineSensor(17)
right_sensor = LineSensor(27)
speed = 0.65


def motor_speed():
    while True:
        left_mot = 1 if left_sensor.value > 0.5 else -1
        right_mot = 1 if right_sensor.value > 0.5 else -1
        yield (left_mot * speed, right_mot * speed)


robot.source = motor_speed()
sleep(2)
robot.source = None
robot.stop()
robot.close()
left_sensor.close()
right_sensor.close()
