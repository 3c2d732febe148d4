import time
import board
import digitalio

rain_sensor = digitalio.DigitalInOut(board.D22)
rain_sensor.direction = digitalio.Direction.INPUT
for _ in range(3):
    print("dry" if rain_sensor.value else "it rains")
    time.sleep(2)
