# Shows the temperature of a DHT22 on an LCD 1602 with an I2C board, byte by byte.
import time

import adafruit_dht
import board
from smbus2 import SMBus

LCD = 0x27
LIGHT = 0x08
ENABLE = 0x04
bus = SMBus(1)


def nibble(bits, text):
    wires = bits << 4 | LIGHT | text
    bus.write_byte(LCD, wires | ENABLE)
    time.sleep(0.0005)
    bus.write_byte(LCD, wires)
    time.sleep(0.0001)


def send(byte, text=0):
    nibble(byte >> 4, text)
    nibble(byte & 0x0F, text)


def line(number, words):
    send(0x80 if number == 1 else 0xC0)
    for letter in words.ljust(16):
        send(0xDF if letter == "°" else ord(letter), 1)


for start in (3, 3, 3, 2):
    nibble(start, 0)
    time.sleep(0.005)
for command in (0x28, 0x0C, 0x06, 0x01):
    send(command)
time.sleep(0.002)

line(1, "Xin chao!")
sensor = adafruit_dht.DHT22(board.D4)
for _ in range(3):
    time.sleep(3)
    line(2, f"{sensor.temperature:.0f} °C {sensor.humidity:.0f} %")
