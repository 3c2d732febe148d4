from gpiozero import Button
from signal import pause
from time import time

start = time()


def say(word):
    print(f"{word} after {time() - start:.1f} s")


def held():
    say("held")


def pressed():
    say("pressed")


def released():
    say("released")


button = Button(3, hold_time=2)
button.when_held = held
button.when_pressed = pressed
button.when_released = released

pause()
