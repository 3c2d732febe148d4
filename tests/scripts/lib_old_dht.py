# The DHT library of older books.
import Adafruit_DHT

for sensor, pin in ((Adafruit_DHT.DHT22, 4), (Adafruit_DHT.DHT11, 17)):
    humidity, temperature = Adafruit_DHT.read_retry(sensor, pin)
    if humidity is not None:
        print("Temp={:0.1f}*C  Humidity={:0.1f}%".format(temperature, humidity))
    else:
        print("Failed to get reading. Try again!")
