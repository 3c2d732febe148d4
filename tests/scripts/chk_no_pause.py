# Everything is set up, and nobody waits for the press.
from gpiozero import LED, Button

lamp = LED(17)
button = Button(2)
button.when_pressed = lamp.on
print("ready")
