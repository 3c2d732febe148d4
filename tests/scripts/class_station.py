import time
from dataclasses import dataclass

import adafruit_dht
import board
from gpiozero import LED


@dataclass
class Reading:
    temperature: float
    humidity: float

    def feels_hot(self):
        return self.temperature > 30 and self.humidity > 60


class WeatherStation:
    def __init__(self, pin, led_pin):
        self.sensor = adafruit_dht.DHT22(pin)
        self.led = LED(led_pin)
        self.readings = []

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.led.close()
        self.sensor.exit()
        print("station closed after", len(self.readings), "readings")

    def update(self):
        reading = Reading(self.sensor.temperature, self.sensor.humidity)
        self.readings.append(reading)
        self.led.value = reading.feels_hot()
        return reading


if __name__ == "__main__":
    with WeatherStation(board.D4, 17) as station:
        for _ in range(4):
            print("hot" if station.update().feels_hot() else "fine")
            time.sleep(10)
