# The converter is opened first, and asked only when a display has been set up: its chip select is low all the while.
import RPi.GPIO as GPIO
import time

ADC_CS, ADC_CLK, ADC_DIO = 17, 18, 27
buzzer = 23

GPIO.setmode(GPIO.BCM)
GPIO.setup([ADC_CS, ADC_CLK, buzzer], GPIO.OUT)
time.sleep(2)


def clock_out(bit):
    GPIO.output(ADC_DIO, bit)
    GPIO.output(ADC_CLK, 1)
    GPIO.output(ADC_CLK, 0)


def read(channel):
    GPIO.setup(ADC_DIO, GPIO.OUT)
    GPIO.output(ADC_CS, 0)
    for bit in (1, 1, channel & 1, channel >> 1):
        clock_out(bit)
    GPIO.setup(ADC_DIO, GPIO.IN)
    value = 0
    for _ in range(8):
        GPIO.output(ADC_CLK, 1)
        GPIO.output(ADC_CLK, 0)
        value = value << 1 | GPIO.input(ADC_DIO)
    GPIO.output(ADC_CS, 1)
    return value


try:
    for _ in range(3):
        print(read(0), read(1))
        time.sleep(1)
finally:
    GPIO.cleanup()
