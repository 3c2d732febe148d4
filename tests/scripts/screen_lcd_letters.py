# Draws letters of its own for an LCD 1602: a degree sign, a heart, and bars that rise. The text moves to the left.
import time

from smbus2 import SMBus

LCD = 0x3F
DEGREE = (0x06, 0x09, 0x09, 0x06, 0, 0, 0, 0)
HEART = (0x00, 0x0A, 0x1F, 0x1F, 0x0E, 0x04, 0x00, 0x00)
BARS = [(0,) * (7 - rows) + (0x1F,) * (rows + 1) for rows in (1, 3, 5, 7)]
KEY = (0x0E, 0x11, 0x0E, 0x04, 0x06, 0x04, 0x06, 0x00)
bus = SMBus(1)


def nibble(bits, text):
    bus.write_byte(LCD, bits << 4 | 0x0C | text)
    bus.write_byte(LCD, bits << 4 | 0x08 | text)


def send(byte, text=0):
    nibble(byte >> 4, text)
    nibble(byte & 15, text)


for bits in (3, 3, 3, 2):
    nibble(bits, 0)
    time.sleep(0.005)
for command in (0x28, 0x06, 0x0C, 0x01):
    send(command)
    time.sleep(0.002)
for number, rows in enumerate([DEGREE, HEART, *BARS, KEY]):
    send(0x40 | number << 3)
    for row in rows:
        send(row, 1)
send(0x80)
for code in b"27\x00C \x01":
    send(code, 1)
send(0xC0)
for code in b"\x02\x03\x04\x05 \x06":
    send(code, 1)
time.sleep(1)
for _ in range(3):
    send(0x18)
    time.sleep(0.1)
time.sleep(1)
bus.write_byte(LCD, 0x00)
