"""Both halves of a thermal picture are there after one call, and the room is as warm everywhere."""

import adafruit_mlx90640
import board
import busio

camera = adafruit_mlx90640.MLX90640(busio.I2C(board.SCL, board.SDA, frequency=400000))
camera.refresh_rate = adafruit_mlx90640.RefreshRate.REFRESH_4_HZ
picture = [0.0] * 768
camera.getFrame(picture)
corner = [picture[32 * row + column] for row in range(4) for column in range(4)]
print(round(min(corner)), round(max(corner)))
print("warmest", round(max(picture)))
