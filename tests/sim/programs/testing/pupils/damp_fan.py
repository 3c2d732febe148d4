import time

import adafruit_dht
import board
import RPi.GPIO as GPIO

FAN = 17


def is_damp(humidity_pct):
    return humidity_pct > 80


def main():
    GPIO.setmode(GPIO.BCM)
    GPIO.setup(FAN, GPIO.OUT)
    sensor = adafruit_dht.DHT22(board.D4)
    try:
        while True:
            try:
                humidity = sensor.humidity
                print("humidity", humidity)
                GPIO.output(FAN, is_damp(humidity))
            except RuntimeError as error:
                print("no value:", error)
                GPIO.output(FAN, GPIO.LOW)
            time.sleep(2.5)
    finally:
        GPIO.cleanup()
        print("bye")


if __name__ == "__main__":
    main()
