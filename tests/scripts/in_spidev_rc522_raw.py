"""A card reader spoken to register by register: who is there, and which number does the card have?"""

import time

import RPi.GPIO as GPIO
import spidev

RESET = 25
COMMAND, IRQ, FIFO, LEVEL, FRAMING, MODE, ANTENNA, VERSION = 0x01, 0x04, 0x09, 0x0A, 0x0D, 0x11, 0x14, 0x37

GPIO.setmode(GPIO.BCM)
GPIO.setup(RESET, GPIO.OUT, initial=GPIO.HIGH)
spi = spidev.SpiDev()
spi.open(0, 0)
spi.max_speed_hz = 1000000


def write(register, value):
    spi.xfer2([register << 1 & 0x7E, value])


def read(register):
    return spi.xfer2([register << 1 & 0x7E | 0x80, 0])[1]


def ask(words, last_bits=0):
    write(COMMAND, 0)
    write(IRQ, 0x7F)
    write(LEVEL, 0x80)
    for word in words:
        write(FIFO, word)
    write(FRAMING, last_bits)
    write(COMMAND, 0x0C)
    write(FRAMING, last_bits | 0x80)
    end = time.time() + 0.03
    while time.time() < end:
        if read(IRQ) & 0x20:
            return [read(FIFO) for _ in range(read(LEVEL))]
        time.sleep(0.001)
    return []


try:
    write(COMMAND, 0x0F)
    time.sleep(0.05)
    print(f"version 0x{read(VERSION):02x}")
    write(MODE, 0x3D)
    write(ANTENNA, read(ANTENNA) | 0x03)
    while True:
        if ask([0x26], 7):
            number = ask([0x93, 0x20])
            print(f"{time.strftime('%H:%M:%S')} card {bytes(number[:4]).hex()}")
            break
        time.sleep(0.2)
finally:
    GPIO.cleanup()
