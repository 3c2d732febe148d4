# The class of the library dht11 as kits import it: from a file of the same name in the package.
import time

import RPi.GPIO as GPIO
from dht11 import dht11

GPIO.setmode(GPIO.BCM)
sensor = dht11.DHT11(pin=4)
for _ in range(2):
    answer = sensor.read()
    if answer.is_valid():
        print("%d C, %d %%" % (answer.temperature, answer.humidity))
    time.sleep(2)
GPIO.cleanup()
