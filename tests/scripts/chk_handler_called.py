# Called at once in the place of being handed over: the press does nothing.
from time import sleep

from gpiozero import Button

button = Button(2)


def pressed():
    print("pressed")


button.when_pressed = pressed()
sleep(5)
