import time

import RPi.GPIO as GPIO

RS, E = 26, 19
DATA = [21, 20, 16, 12, 5, 6, 13, 22]  # D0 to D7
GPIO.setmode(GPIO.BCM)
GPIO.setup([RS, E, *DATA], GPIO.OUT)


def send(value, is_text):
    GPIO.output(RS, is_text)
    for number, pin in enumerate(DATA):
        GPIO.output(pin, value >> number & 1)
    time.sleep(0.0005)
    GPIO.output(E, True)
    time.sleep(0.0005)
    GPIO.output(E, False)
    time.sleep(0.002)


for command in (0x38, 0x0C, 0x06, 0x01):
    send(command, False)
for letter in "Ruong bac thang":
    send(ord(letter), True)
send(0xC0, False)
for letter in "Mua: 12 mm":
    send(ord(letter), True)
time.sleep(1)
GPIO.cleanup()
