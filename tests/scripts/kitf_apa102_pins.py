# Four LEDs with a clock on two pins, half as bright, red to the right and back.
from time import sleep

from gpiozero import OutputDevice

data, clock = OutputDevice(20), OutputDevice(21)


def send(*numbers):
    for number in numbers:
        for place in range(7, -1, -1):
            data.value = number >> place & 1
            clock.on()
            clock.off()


for at in (0, 1, 2, 3, 2):
    send(0, 0, 0, 0)
    for led in range(4):
        send(0xE0 | 16, 0, 0, 200 if led == at else 0)
    send(0, 0, 0, 0)
    sleep(0.5)
