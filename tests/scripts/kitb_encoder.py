from time import sleep

from gpiozero import RotaryEncoder

encoder = RotaryEncoder(a=17, b=27, wrap=True, max_steps=16)
sleep(4)
print(encoder.steps)
