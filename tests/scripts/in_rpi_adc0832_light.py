"""A photoresistor on an ADC0832: when it gets dark, the lamp goes on."""

import time

import RPi.GPIO as GPIO

ADC_CS, ADC_CLK, ADC_DIO, LAMP = 17, 18, 27, 22

GPIO.setwarnings(False)
GPIO.setmode(GPIO.BCM)
GPIO.setup(ADC_CS, GPIO.OUT)
GPIO.setup(ADC_CLK, GPIO.OUT)
GPIO.setup(LAMP, GPIO.OUT, initial=GPIO.LOW)


def tick():
    GPIO.output(ADC_CLK, 1)
    time.sleep(0.000002)
    GPIO.output(ADC_CLK, 0)
    time.sleep(0.000002)


def light(channel=0):
    GPIO.setup(ADC_DIO, GPIO.OUT)
    GPIO.output(ADC_CS, 0)
    GPIO.output(ADC_CLK, 0)
    for bit in (1, 1, channel):
        GPIO.output(ADC_DIO, bit)
        tick()
    value = 0
    for _ in range(8):
        tick()
        GPIO.setup(ADC_DIO, GPIO.IN)
        value = value << 1 | GPIO.input(ADC_DIO)
    GPIO.output(ADC_CS, 1)
    return value


try:
    while True:
        value = light()
        GPIO.output(LAMP, value < 50)
        print("light:", value)
        time.sleep(1)
except KeyboardInterrupt:
    pass
finally:
    GPIO.cleanup()
