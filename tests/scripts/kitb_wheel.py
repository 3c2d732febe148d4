from time import sleep, time

from gpiozero import DigitalInputDevice

sensor = DigitalInputDevice(17)
HOLES = 20


def revolutions_per_second():
    start, steps, last = time(), 0, False
    while time() - start < 1:
        now = sensor.is_active
        steps += now and not last
        last = now
        sleep(0.001)
    return steps / HOLES


print("RPS", revolutions_per_second())
print("RPS", revolutions_per_second())
