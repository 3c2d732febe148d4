from time import sleep

from gpiozero import OutputDevice

IN1, IN2, IN3, IN4 = OutputDevice(14), OutputDevice(15), OutputDevice(18), OutputDevice(23)
WAVE = [(1, 0, 0, 0), (0, 1, 0, 0), (0, 0, 1, 0), (0, 0, 0, 1)]

for step in range(200):
    for wire, level in zip((IN1, IN2, IN3, IN4), WAVE[step % 4]):
        if level:
            wire.on()
        else:
            wire.off()
    sleep(0.001)  # too fast: the motor only hums
