# pigpio gives one of its 18 frequencies, the nearest one.
import time

import pigpio

PIN = 18
pi = pigpio.pi()
for wanted in (440, 1000, 0):
    print(wanted, "->", pi.set_PWM_frequency(PIN, wanted))
pi.set_PWM_frequency(PIN, 440)
pi.set_PWM_dutycycle(PIN, 128)
time.sleep(1)
pi.set_PWM_dutycycle(PIN, 0)
pi.stop()
