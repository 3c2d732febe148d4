# Two servos of an arm with Adafruit's ServoKit.
import time

from adafruit_servokit import ServoKit

kit = ServoKit(channels=16)
kit.servo[0].set_pulse_width_range(500, 2500)
kit.servo[0].angle = 0
kit.servo[3].set_pulse_width_range(500, 2500)
kit.servo[3].angle = 90
time.sleep(1)
for angle in range(0, 181, 5):
    kit.servo[0].angle = angle
    time.sleep(0.02)
time.sleep(1)
kit.servo[0].angle = 45
time.sleep(1)
kit.servo[3].angle = None
