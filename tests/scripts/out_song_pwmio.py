import time

import board
import pwmio

sound = pwmio.PWMOut(board.D12, frequency=440, duty_cycle=0, variable_frequency=True)
for hertz in (262, 330, 392, 523):
    sound.frequency = hertz
    sound.duty_cycle = 32768
    time.sleep(0.2)
sound.duty_cycle = 0
sound.deinit()
