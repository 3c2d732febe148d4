# A DHT11 may be asked every second (its data sheet).
import time

import board
import pulseio

with pulseio.PulseIn(board.D4, maxlen=81, idle_state=True) as pulses:
    for _ in range(4):
        pulses.pause()
        pulses.clear()
        pulses.resume(20_000)
        time.sleep(0.07)
        pulses.pause()
        bits = [width > 51 for width in list(pulses)[-80::2]] if len(pulses) > 80 else []
        print(len(pulses), "pulses")
        time.sleep(1)
