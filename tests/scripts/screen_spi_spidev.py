# An OLED display on SPI with spidev and RPi.GPIO: a pattern that fills the display column by column.
import time

import RPi.GPIO as GPIO
import spidev

DC, RST, LED = 23, 22, 17
GPIO.setmode(GPIO.BCM)
GPIO.setup([DC, RST, LED], GPIO.OUT, initial=GPIO.LOW)
GPIO.output(RST, 0)
time.sleep(0.01)
GPIO.output(RST, 1)
spi = spidev.SpiDev(0, 0)
spi.max_speed_hz = 8000000


def command(*codes):
    GPIO.output(DC, 0)
    spi.xfer2(list(codes))


def data(values):
    GPIO.output(DC, 1)
    spi.writebytes(values)


command(0xAE, 0x8D, 0x14, 0x20, 0x01, 0xA1, 0xC8, 0xA8, 0x1F, 0xDA, 0x02, 0xAF)
command(0x21, 0, 127, 0x22, 0, 3)
data([0] * 512)
for column in range(0, 128, 8):
    command(0x21, column, column + 3, 0x22, 0, 3)
    data([0xFF, 0xFF, 0x0F, 0xFF] * 4)
GPIO.output(LED, 1)
time.sleep(1)
GPIO.cleanup()
