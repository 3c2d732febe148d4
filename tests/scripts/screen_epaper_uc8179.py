# A large e-paper display, as epd7in5_V2 is driven, but of 16 by 4 pixels: a 1 is ink; then with a red one.
import time

import RPi.GPIO as GPIO
import spidev

EPD_DC, EPD_BUSY = 25, 24
epd7in5 = spidev.SpiDev(0, 0)
GPIO.setmode(GPIO.BCM)
GPIO.setup(EPD_DC, GPIO.OUT)
GPIO.setup(EPD_BUSY, GPIO.IN)


def send(command, *data):
    GPIO.output(EPD_DC, 0)
    epd7in5.writebytes([command])
    if data:
        GPIO.output(EPD_DC, 1)
        epd7in5.writebytes2(data)


def wait():
    since = time.monotonic()
    while GPIO.input(EPD_BUSY) == 0:
        time.sleep(0.02)
    return round(time.monotonic() - since, 1)


send(0x01, 0x07, 0x07, 0x3F, 0x3F)
send(0x04)
print(wait())
send(0x00, 0x1F)
send(0x61, 0x00, 16, 0x00, 4)
send(0x50, 0x10, 0x07)
send(0x10, *[0] * 8)
send(0x13, 0xFF, 0xFF, 0x80, 0x01, 0x80, 0x01, 0xFF, 0xFF)
send(0x12)
print(wait())
time.sleep(0.5)
send(0x00, 0x0F)  # black and red
send(0x50, 0x11, 0x07)
send(0x10, *[0xFF] * 4, 0x0F, 0xFF, 0xFF, 0xFF)
send(0x13, *[0] * 6, 0x00, 0x0F)
send(0x12)
print(wait())
time.sleep(0.5)
send(0x02)
GPIO.cleanup()
