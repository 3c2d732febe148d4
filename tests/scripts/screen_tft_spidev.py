# A small TFT with an ST7735, 160 by 80 pixels, with spidev and RPi.GPIO: a red frame on blue and a bar in yellow.
import time

import RPi.GPIO as GPIO
import spidev

DC, RST, LIGHT = 25, 27, 24
WIDTH, HEIGHT, LEFT, TOP = 160, 80, 1, 26
RED, BLUE, YELLOW = 0xF800, 0x001F, 0xFFE0


class ST7735:
    def __init__(self):
        GPIO.setmode(GPIO.BCM)
        GPIO.setup([DC, RST], GPIO.OUT)
        GPIO.output(RST, 1)
        self.spi = spidev.SpiDev(0, 0)
        self.spi.max_speed_hz = 10000000
        for command, data in ((0x01, []), (0x11, []), (0x3A, [0x05]), (0x36, [0x68]), (0x21, []), (0x29, [])):
            self.send(command, data)
            time.sleep(0.01)

    def send(self, command, data):
        GPIO.output(DC, 0)
        self.spi.xfer2([command])
        if data:
            GPIO.output(DC, 1)
            for start in range(0, len(data), 4096):
                self.spi.xfer2(data[start : start + 4096])

    def fill(self, x, y, width, height, color):
        right, bottom = x + width - 1 + LEFT, y + height - 1 + TOP
        self.send(0x2A, [0, x + LEFT, 0, right])
        self.send(0x2B, [0, y + TOP, 0, bottom])
        self.send(0x2C, [color >> 8, color & 0xFF] * (width * height))


display = ST7735()
display.fill(0, 0, WIDTH, HEIGHT, BLUE)
for frame in ((8, 8, 144, 4), (8, 68, 144, 4), (8, 8, 4, 64), (148, 8, 4, 64)):
    display.fill(*frame, RED)
for length in (40, 100):
    display.fill(30, 34, length, 12, YELLOW)
    time.sleep(1)
GPIO.cleanup()
