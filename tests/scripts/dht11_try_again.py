import time
import board
import adafruit_dht

dhtDevice = adafruit_dht.DHT11(board.D18)
readings = 0

while readings < 3:
    try:
        temperature_c = dhtDevice.temperature
        temperature_f = temperature_c * (9 / 5) + 32
        humidity = dhtDevice.humidity
        print("Temp: {:.1f} F / {:.1f} C    Humidity: {}%".format(temperature_f, temperature_c, humidity))
        readings += 1
    except RuntimeError as error:
        # A DHT is hard to read: just keep going.
        print(error.args[0])
        time.sleep(2.0)
        continue
    except Exception as error:
        dhtDevice.exit()
        raise error
    time.sleep(2.0)
dhtDevice.exit()
