from gpiozero import PWMLED
from signal import pause

led = PWMLED(18)

led.pulse(fade_in_time=2, fade_out_time=2)

pause()
