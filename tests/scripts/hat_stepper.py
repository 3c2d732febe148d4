# A stepper on a motor HAT: two turns and a quarter forward, half a turn back.
from adafruit_motor import stepper
from adafruit_motorkit import MotorKit

kit = MotorKit()
for _ in range(450):
    kit.stepper2.onestep(style=stepper.DOUBLE)
for _ in range(200):
    kit.stepper2.onestep(direction=stepper.BACKWARD, style=stepper.INTERLEAVE)
kit.stepper2.release()
