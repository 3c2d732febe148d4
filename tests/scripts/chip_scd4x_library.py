# Air in the classroom.
import time

import adafruit_scd4x
import board

sensor = adafruit_scd4x.SCD4X(board.I2C())
sensor.start_periodic_measurement()
for _ in range(12):
    if sensor.data_ready:
        print(sensor.CO2, f"{sensor.temperature:.1f} {sensor.relative_humidity:.0f}")
    time.sleep(1)
