# A motor in a glove says yes with Adafruit's library: a click, a pause, a double click.
import time

import adafruit_drv2605
import board

motor = adafruit_drv2605.DRV2605(board.I2C())
motor.sequence[0] = adafruit_drv2605.Effect(1)
motor.sequence[1] = adafruit_drv2605.Pause(0.5)
motor.sequence[2] = adafruit_drv2605.Effect(10)
motor.sequence[3] = adafruit_drv2605.Effect(0)
motor.play()
time.sleep(2)
motor.stop()
motor.mode = adafruit_drv2605.MODE_REALTIME
motor.realtime_value = 127
time.sleep(0.5)
motor.realtime_value = 0
