# Two LEDs follow a button: one when it is pressed together with a switch, one when either is.
from gpiozero import LED, Button
from gpiozero.tools import all_values, any_values
from time import sleep

button, switch = Button(5), Button(6)
both, either = LED(20), LED(21)

both.source = all_values(button, switch)
either.source = any_values(button, switch)

sleep(3)
both.source = either.source = None
both.off()
either.off()
