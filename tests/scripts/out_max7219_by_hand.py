import time

import RPi.GPIO as GPIO

DIN, CS, CLK = 16, 20, 21
HEART = (0b01100110, 0b11111111, 0b11111111, 0b11111111, 0b01111110, 0b00111100, 0b00011000, 0)
GPIO.setmode(GPIO.BCM)
GPIO.setup((DIN, CS, CLK), GPIO.OUT, initial=GPIO.LOW)


def send(register, value):
    GPIO.output(CS, GPIO.LOW)
    for bit in reversed(range(16)):
        GPIO.output(CLK, GPIO.LOW)
        GPIO.output(DIN, (register << 8 | value) >> bit & 1)
        GPIO.output(CLK, GPIO.HIGH)
    GPIO.output(CS, GPIO.HIGH)


for register, value in ((0x09, 0x00), (0x0A, 0x03), (0x0B, 0x07), (0x0C, 0x01), (0x0F, 0x00)):
    send(register, value)
for row in range(8):
    send(row + 1, HEART[row])
time.sleep(1)
GPIO.cleanup()
