from signal import pause

from gpiozero import LED, Button

lamp = LED(17)
button = Button(2)


def pressed():
    lamp.on()
    print("on")


def released():
    lamp.off()
    print("off")


button.when_pressed = pressed
button.when_released = released
pause()
