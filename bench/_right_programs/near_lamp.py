from time import sleep

from gpiozero import PWMLED, DistanceSensor

sensor = DistanceSensor(echo=24, trigger=23, max_distance=2)
lamp = PWMLED(17)

while True:
    distance = sensor.distance
    lamp.value = min(max(1 - distance / 2, 0), 1)
    sleep(0.2)
