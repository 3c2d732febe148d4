# A display with two lines on six wires, written anew ten times a second.
import time
import RPi.GPIO as GPIO

RS, EN, DATA = 7, 8, (25, 24, 23, 18)


def write(bits, is_text):
    GPIO.output(RS, is_text)
    for half in (bits >> 4, bits & 15):
        for place, pin in enumerate(DATA):
            GPIO.output(pin, half >> place & 1)
        time.sleep(0.0005)
        GPIO.output(EN, True)
        time.sleep(0.0005)
        GPIO.output(EN, False)
        time.sleep(0.0005)


GPIO.setmode(GPIO.BCM)
GPIO.setup([RS, EN, *DATA], GPIO.OUT)
for command in (0x33, 0x32, 0x06, 0x0C, 0x28, 0x01):
    write(command, False)
while True:
    write(0x80, False)
    for letter in time.strftime("%H:%M:%S").ljust(16):
        write(ord(letter), True)
    time.sleep(0.1)
