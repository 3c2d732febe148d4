# A display of 20x4 on pins of gpiozero, with a lamp for its light.
from time import sleep

from gpiozero import LED, OutputDevice

light = LED(21)
light.on()
rs, en = OutputDevice(26), OutputDevice(19)
data = [OutputDevice(number) for number in (13, 6, 5, 11)]


def nibble(value):
    for place, wire in enumerate(data):
        wire.value = value >> place & 1
    en.on()
    en.off()


def byte(value, text=0):
    rs.value = text
    nibble(value >> 4)
    nibble(value & 15)
    sleep(0.002)


for first in (3, 3, 3, 2):
    nibble(first)
    sleep(0.005)
for order in (0x28, 0x0C, 0x06, 0x01):
    byte(order)
for start, text in ((0x80, "Tram thoi tiet"), (0xC0, "Nhiet do 27.5"), (0x94, "Do am 80 %"), (0xD4, "Tot!")):
    byte(start)
    for char in text:
        byte(ord(char), 1)
sleep(2)
