from gpiozero import RotaryEncoder
from time import sleep

rotor = RotaryEncoder(16, 20, max_steps=10)
rotor.when_rotated_clockwise = lambda: print("louder", rotor.steps)
rotor.when_rotated_counter_clockwise = lambda: print("quieter", rotor.steps)

sleep(5)
print("end at", rotor.steps)
