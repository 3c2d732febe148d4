# gpiozero with pins of another Raspberry Pi: GPIO17 here and GPIO17 there are two lamps.
from time import sleep

from gpiozero import LED, Button
from gpiozero.pins.pigpio import PiGPIOFactory

there = PiGPIOFactory(host="192.168.1.3")
here_lamp = LED(17)
there_lamp = LED(17, pin_factory=there)
button = Button(2, pin_factory=there)
here_lamp.on()
sleep(1)
there_lamp.blink(0.5, 0.5, n=2, background=False)
here_lamp.off()
print(here_lamp.value, there_lamp.value, button.is_pressed, here_lamp.pin is there_lamp.pin)
