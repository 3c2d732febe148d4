"""A lamp whose source waits for the button: at Ctrl-C it is still waiting, and the lamp is closed all the same."""

from signal import pause

from gpiozero import LED, Button


def presses():
    button = Button(18)
    while True:
        button.wait_for_press()
        button.wait_for_release()
        print("pressed")
        yield True


lamp = LED(17)
lamp.source = presses()
pause()
