# Two VL53L1X: one is held off with its XSHUT wire while the other gets a new address.
import adafruit_vl53l1x
import board
from digitalio import DigitalInOut

i2c = board.I2C()
shut = [DigitalInOut(board.D17), DigitalInOut(board.D27)]
for wire in shut:
    wire.switch_to_output(value=False)
shut[0].value = True
left = adafruit_vl53l1x.VL53L1X(i2c)
left.set_address(0x30)
shut[1].value = True
right = adafruit_vl53l1x.VL53L1X(i2c)
for sensor in (left, right):
    sensor.start_ranging()
    while not sensor.data_ready:
        pass
    print(sensor.distance)
