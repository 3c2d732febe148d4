# A kit's converter at 0x4B: input 0 dims a lamp, input 2 is a photoresistor.
import time

import RPi.GPIO as GPIO
import smbus

bus = smbus.SMBus(1)
GPIO.setmode(GPIO.BCM)
GPIO.setup(17, GPIO.OUT)
lamp = GPIO.PWM(17, 1000)
lamp.start(0)


def read(channel):
    return bus.read_byte_data(0x4B, 0x84 | ((channel << 2 | channel >> 1) & 0x07) << 4)


for _ in range(2):
    value = read(0)
    lamp.ChangeDutyCycle(value * 100 / 255)
    print(value, read(2), read(7))
    time.sleep(2)
lamp.stop()
GPIO.cleanup()
