# HD44780 on six pins, every wire by hand.
import time

import RPi.GPIO as GPIO

LCD_RS, LCD_E = 7, 8
DATA = (25, 24, 23, 18)  # D4 to D7
GPIO.setwarnings(False)
GPIO.setmode(GPIO.BCM)
for pin in (LCD_E, LCD_RS, *DATA):
    GPIO.setup(pin, GPIO.OUT)


def half(bits):
    for place, pin in enumerate(DATA):
        GPIO.output(pin, bits >> place & 1)
    time.sleep(0.0005)
    GPIO.output(LCD_E, True)
    time.sleep(0.0005)
    GPIO.output(LCD_E, False)
    time.sleep(0.0005)


def send(byte, is_text):
    GPIO.output(LCD_RS, is_text)
    half(byte >> 4)
    half(byte & 0x0F)


def line(text, start):
    send(start, False)
    for letter in text.ljust(16):
        send(ord(letter), True)


for byte in (0x33, 0x32, 0x06, 0x0C, 0x28, 0x01):
    send(byte, False)
line("Chao Sa Pa!", 0x80)
line("27 do C", 0xC0)
time.sleep(1)
line("Tam biet", 0x80)
line("", 0xC0)
time.sleep(1)
GPIO.cleanup()
