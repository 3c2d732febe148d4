from gpiozero import PWMLED

lamp = PWMLED(18)
lamp.pulse(fade_in_time=0.5, fade_out_time=0.5)
while True:
    pass
