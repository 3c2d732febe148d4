from threading import Thread
from time import sleep

from gpiozero import Button, TrafficLights

cars = TrafficLights(16, 20, 21)
button = Button(12)
waiting = False


def walk_wish():
    global waiting
    waiting = True
    print("please wait")


def lights():
    global waiting
    while True:
        cars.value = (0, 0, 1)
        while not waiting:
            sleep(0.1)
        cars.value = (0, 1, 0)
        sleep(2)
        cars.value = (1, 0, 0)
        sleep(5)
        waiting = False


button.when_pressed = walk_wish
Thread(target=lights, daemon=True).start()
sleep(20)
print("end of lesson")
