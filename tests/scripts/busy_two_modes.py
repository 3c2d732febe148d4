# A loop that looks at its mode again and again; a button changes the mode.
from gpiozero import LED, Button

mode = "rest"
lamp, fan = LED(17), LED(27)


def next_mode():
    global mode
    mode = "light" if mode == "rest" else "wind"


button = Button(2)
button.when_pressed = next_mode
while True:
    if mode == "light":
        if not lamp.is_lit:
            print("light")
            lamp.on()
    elif mode == "wind":
        fan.on()
        break
lamp.off()
print("wind")
