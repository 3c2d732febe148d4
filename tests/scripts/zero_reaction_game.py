import random
from time import sleep, time

from gpiozero import LED, Button

led = LED(4)
players = {"Lan": Button(15), "Minh": Button(14)}
winner = None


def pressed(name):
    global winner
    if led.is_lit and winner is None:
        winner = name


for name, button in players.items():
    button.when_pressed = lambda name=name: pressed(name)

sleep(random.uniform(5, 10))
led.on()
start = time()
while winner is None:
    sleep(0.01)
print(winner, "wins")
print("slow" if time() - start > 0.5 else "fast")
led.off()
