# Two lasers behind a multiplexer, and an LCD on the bus itself, which was there before.
import adafruit_tca9548a
import adafruit_vl53l0x
import board
from RPLCD.i2c import CharLCD

lcd = CharLCD("PCF8574", 0x27, cols=16, rows=2)
lcd.write_string("Left Right")
tca = adafruit_tca9548a.TCA9548A(board.I2C())
lasers = [adafruit_vl53l0x.VL53L0X(tca[channel]) for channel in (0, 1)]
lcd.cursor_pos = (1, 0)
lcd.write_string(" ".join(str(laser.range) for laser in lasers))
print("done")
