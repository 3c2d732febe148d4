# The weather with the library before the one of today.
import Adafruit_BMP.BMP085 as BMP085

sensor = BMP085.BMP085(mode=BMP085.BMP085_ULTRAHIGHRES)
print(f"{sensor.read_temperature():.1f} C {sensor.read_pressure() / 100:.0f} hPa {sensor.read_altitude():.0f} m")
