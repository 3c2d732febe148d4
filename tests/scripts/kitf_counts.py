# One input, pulled up, whose name says nothing: whoever sets pulses has something there that sends them.
from time import sleep

from gpiozero import DigitalInputDevice

probe = DigitalInputDevice(22, pull_up=True)
turns = 0


def turned():
    global turns
    turns += 1


probe.when_activated = turned
for _ in range(3):
    turns = 0
    sleep(2)
    print(turns * 30, "a minute")
