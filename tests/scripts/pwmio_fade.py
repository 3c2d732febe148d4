import time
import board
import pwmio

led = pwmio.PWMOut(board.D18, frequency=5000, duty_cycle=0)

for percent in (0, 50, 100, 50, 0):
    led.duty_cycle = int(percent * 65535 / 100)
    time.sleep(0.5)
led.deinit()
