# How far is the door? A VL53L1X in its long mode, then in its short one.
import time

import adafruit_vl53l1x
import board

sensor = adafruit_vl53l1x.VL53L1X(board.I2C())
print(*(hex(part) for part in sensor.model_info))
for mode in (2, 1):
    sensor.distance_mode = mode
    sensor.timing_budget = 100
    sensor.start_ranging()
    begun = time.monotonic()
    for _ in range(2):
        while not sensor.data_ready:
            time.sleep(0.001)
        print(sensor.distance, "cm")
        sensor.clear_interrupt()
    print(f"{time.monotonic() - begun:.1f} s")
    sensor.stop_ranging()
    time.sleep(1)
