# A lamp keeps the chicks warm: on below 30, off above 32.
import time
import adafruit_dht
import board
import RPi.GPIO as GPIO

RELAY = 26
ON_BELOW, OFF_ABOVE = 30.0, 32.0

GPIO.setmode(GPIO.BCM)
GPIO.setup(RELAY, GPIO.OUT, initial=GPIO.LOW)
sensor = adafruit_dht.DHT22(board.D4, use_pulseio=False)
heating = False

try:
    while True:
        try:
            t = sensor.temperature
        except RuntimeError:
            time.sleep(2)
            continue
        if t < ON_BELOW:
            heating = True
        elif t > OFF_ABOVE:
            heating = False
        if heating != GPIO.input(RELAY):
            GPIO.output(RELAY, heating)
            print("lamp", "on" if heating else "off")
        time.sleep(5)
except KeyboardInterrupt:
    print("bye")
finally:
    GPIO.cleanup()
