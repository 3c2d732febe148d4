# The same with Adafruit's library.
import adafruit_tcs34725
import board

sensor = adafruit_tcs34725.TCS34725(board.I2C())
sensor.integration_time = 50
sensor.gain = 4
print("raw", sensor.color_raw)
red, green, blue = sensor.color_rgb_bytes
print(red > green, green == blue)
