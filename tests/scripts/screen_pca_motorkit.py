# A car with two motors on a motor board with a PCA9685: ahead, a turn, back.
import time

from adafruit_motorkit import MotorKit

kit = MotorKit()
for left, right, seconds in ((0.5, 0.5, 2), (1.0, 0.25, 1), (-0.5, -0.5, 1)):
    kit.motor1.throttle = left
    kit.motor2.throttle = right
    time.sleep(seconds)
kit.motor1.throttle = kit.motor2.throttle = None
time.sleep(0.5)
