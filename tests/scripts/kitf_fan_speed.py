# A fan with four wires: its speed by the processor's own PWM, its turns by the edges of its third wire.
import time

import pigpio

SPEED, TACH = 18, 24
pi = pigpio.pi()
pi.set_mode(TACH, pigpio.INPUT)
pi.set_pull_up_down(TACH, pigpio.PUD_UP)
edges = pi.callback(TACH, pigpio.FALLING_EDGE)
for percent in (30, 100):
    pi.hardware_PWM(SPEED, 25000, percent * 10000)
    edges.reset_tally()
    time.sleep(3)
    print(percent, edges.tally() * 10)
pi.hardware_PWM(SPEED, 0, 0)
edges.cancel()
pi.stop()
