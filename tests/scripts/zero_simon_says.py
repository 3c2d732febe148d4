import random
from time import sleep
from gpiozero import LEDBoard

leds = LEDBoard(red=17, yellow=27, blue=22)
names = ["red", "yellow", "blue"]
sequence = []

for _ in range(4):
    sequence.append(random.choice(names))
    for name in sequence:
        getattr(leds, name).on()
        sleep(0.4)
        getattr(leds, name).off()
        sleep(0.1)
    sleep(1)
print(len(sequence), "colours:", " ".join(sequence))
