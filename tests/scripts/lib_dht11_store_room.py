# A store room: every two seconds the DHT11 is read with the library dht11; a fan runs while the air is damp.
import time

import dht11
import RPi.GPIO as GPIO

FAN = 22

GPIO.setwarnings(False)
GPIO.setmode(GPIO.BCM)
GPIO.setup(FAN, GPIO.OUT, initial=GPIO.LOW)
sensor = dht11.DHT11(pin=17)

try:
    while True:
        result = sensor.read()
        if result.is_valid():
            damp = result.humidity > 75
            GPIO.output(FAN, damp)
            print(f"{result.temperature:.0f} °C, {result.humidity:.0f} %", "fan on" if damp else "fan off")
        time.sleep(2)
except KeyboardInterrupt:
    GPIO.output(FAN, GPIO.LOW)
    GPIO.cleanup()
