# A loop without a pause that says again and again what a switch is for.
from gpiozero import LED, Button

switch = Button(17, pull_up=False)
lamp = LED(22)


def changed():
    if switch.is_pressed:
        print("it tilts")
        lamp.on()
    else:
        lamp.off()


try:
    while True:
        switch.when_pressed = changed
        switch.when_released = changed
except KeyboardInterrupt:
    pass
