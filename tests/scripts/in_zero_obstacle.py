# A robot with an obstacle module on each side: they pull their wire low when something is near.
from time import sleep

from gpiozero import LineSensor

left = LineSensor(17)
right = LineSensor(27)
for _ in range(3):
    near_left = int(left.value)
    near_right = int(right.value)
    if near_left == 0 or near_right == 0:
        print("Obstacle!")
    else:
        print("free")
    sleep(1)
