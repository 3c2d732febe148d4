# Four digits, lit one after the other through a 74HC595, as in the books of kits.
import time
import RPi.GPIO as GPIO

SDI, RCLK, SRCLK = 24, 23, 18
PLACES = (10, 22, 27, 17)
DIGITS = (0xC0, 0xF9, 0xA4, 0xB0, 0x99, 0x92, 0x82, 0xF8, 0x80, 0x90)


def shift(data):
    for bit in range(8):
        GPIO.output(SDI, 0x80 & (data << bit))
        GPIO.output(SRCLK, GPIO.HIGH)
        GPIO.output(SRCLK, GPIO.LOW)
    GPIO.output(RCLK, GPIO.HIGH)
    GPIO.output(RCLK, GPIO.LOW)


def pick(place):
    for each in PLACES:
        GPIO.output(each, GPIO.LOW)
    GPIO.output(PLACES[place], GPIO.HIGH)


GPIO.setmode(GPIO.BCM)
for pin in (SDI, RCLK, SRCLK, *PLACES):
    GPIO.setup(pin, GPIO.OUT, initial=GPIO.LOW)
start = time.time()
while True:
    number = int(time.time() - start)
    for place in range(4):
        shift(0xFF)
        pick(place)
        shift(DIGITS[number // 10**place % 10])
