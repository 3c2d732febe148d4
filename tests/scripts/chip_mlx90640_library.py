# Where is it warm? The picture of an MLX90640 with Adafruit's library, its warmest pixel and a corner.
import time

import adafruit_mlx90640
import board

sensor = adafruit_mlx90640.MLX90640(board.I2C())
sensor.refresh_rate = adafruit_mlx90640.RefreshRate.REFRESH_2_HZ
frame = [0.0] * 768
for _ in range(2):
    sensor.getFrame(frame)
    at = frame.index(max(frame))
    print(f"{frame[at]:.1f} C, row {at // 32}, column {at % 32}; {frame[0]:.1f} C in the corner")
    time.sleep(4)
