from time import sleep

from gpiozero import LED

lamp = LED(17, active_high=False)
for number in range(3):
    lamp.on()
    sleep(0.5)
    lamp.off()
    sleep(1.5)
