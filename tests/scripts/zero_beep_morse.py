from gpiozero import Buzzer, LED
from time import sleep

buzzer = Buzzer(26)
lamp = LED(19)
lamp.blink(on_time=0.1, off_time=0.9, n=3)  # goes on by itself

DOT, DASH = 0.1, 0.3
for length in [DOT] * 3 + [DASH] * 3 + [DOT] * 3:
    buzzer.on()
    sleep(length)
    buzzer.off()
    sleep(0.1)

buzzer.beep(on_time=0.5, off_time=0.5, n=2, background=False)
print("SOS sent, lamp", "active" if lamp.is_active else "idle")
