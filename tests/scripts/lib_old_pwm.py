# The library for the PCA9685 that robots of some years ago have: a servo on channel 0, a lamp on channel 15.
import time

import Adafruit_PCA9685

pwm = Adafruit_PCA9685.PCA9685()
pwm.set_pwm_freq(50)
for ticks in (102, 307, 512):  # 0.5, 1.5 and 2.5 ms of 20
    pwm.set_pwm(0, 0, ticks)
    time.sleep(1)
pwm.set_pwm(15, 0, 1024)
time.sleep(1)
