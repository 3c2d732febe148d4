# Light, infrared and UV of an SI1145 with Adafruit's library.
import adafruit_si1145
import board

sensor = adafruit_si1145.SI1145(board.I2C())
sensor.vis_gain = adafruit_si1145.GAIN_ADC_CLOCK_DIV_2
print(*sensor.als)
print(sensor.uv_index)
