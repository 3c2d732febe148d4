import time

import pigpio

pi = pigpio.pi()
for pulse_us in (500, 1500, 2500, 1000):
    pi.set_servo_pulsewidth(17, pulse_us)
    time.sleep(0.5)
pi.set_servo_pulsewidth(17, 0)
pi.stop()
