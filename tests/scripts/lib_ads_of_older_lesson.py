# Written for version 2 of the library.
import adafruit_ads1x15.ads1115 as ADS
import board
import busio
from adafruit_ads1x15.analog_in import AnalogIn

converter = ADS.ADS1115(busio.I2C(board.SCL, board.SDA))
converter.mode = ADS.Mode.SINGLE
knob = AnalogIn(converter, ADS.P2)
print(f"{knob.voltage:.1f} V")
