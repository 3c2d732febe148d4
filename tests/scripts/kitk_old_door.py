"""A door with an RC522, through SPI-Py as it was and as it is; a handler of Ctrl-C lets the reader's reset wire go."""

import signal
import time

import RPi.GPIO as GPIO
import spi

COMMAND, INTERRUPTS, FIFO, LEVEL, FRAMING = 0x01, 0x04, 0x09, 0x0A, 0x0D
open_door, began = True, time.monotonic()


def stop(number, frame):
    global open_door
    open_door = False
    GPIO.cleanup()


def write(register, value):
    spi.transfer((register << 1, value))


def read(register):
    return spi.transfer(reader, (register << 1 | 0x80, 0))[1]


def ask(command, bits=0):
    write(COMMAND, 0)
    write(INTERRUPTS, 0x7F)
    write(LEVEL, 0x80)
    for value in command:
        write(FIFO, value)
    write(FRAMING, bits)
    write(COMMAND, 0x0C)
    write(FRAMING, 0x80 | bits)
    for turn in range(2000):
        if read(INTERRUPTS) & 0x31:
            break
    return [read(FIFO) for place in range(read(LEVEL) if turn < 1999 else 0)]


signal.signal(signal.SIGINT, stop)
GPIO.setmode(GPIO.BCM)
GPIO.setup(25, GPIO.OUT, initial=1)
reader = spi.openSPI(device="/dev/spidev0.0", speed=1000000)
write(COMMAND, 0x0F)
time.sleep(0.05)
for register, value in ((0x2A, 0x8D), (0x2B, 0x3E), (0x2D, 30), (0x15, 0x40), (0x11, 0x3D), (0x14, 0x83)):
    write(register, value)
seen = False
while open_door:
    if not seen and len(ask([0x26], 7)) == 2:
        seen = True
        print("card", ask([0x93, 0x20])[:4])
    elif seen:
        ask([0x26], 7)
spi.closeSPI(reader)
print("closed after", round(time.monotonic() - began), "s")
