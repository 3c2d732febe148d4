# The loops are in a module of the program's own folder.
import time
from gpiozero import LED, Button
from busy_modules.counting import Gate, count_up_to

led = LED(17)
gate = Gate()


def open_gate():
    gate.open = True


button = Button(2)
button.when_pressed = open_gate
gate.wait()
led.on()
start = time.time()
print(count_up_to(100_000))
print("counted for", round(time.time() - start, 2), "s")
led.off()
