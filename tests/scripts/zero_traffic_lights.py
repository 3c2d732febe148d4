from gpiozero import TrafficLights
from time import sleep

lights = TrafficLights(25, 8, 7)

lights.green.on()

for _ in range(2):
    sleep(10)
    lights.green.off()
    lights.amber.on()
    sleep(1)
    lights.amber.off()
    lights.red.on()
    sleep(10)
    lights.amber.on()
    sleep(1)
    lights.green.on()
    lights.amber.off()
    lights.red.off()
