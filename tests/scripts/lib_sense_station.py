# A weather station on a Sense HAT: it shows a color, scrolls the temperature, and listens to its joystick.
from time import sleep

from sense_hat import SenseHat

sense = SenseHat()
sense.clear()
print("%.1f C  %.0f %%  %.0f mbar" % (sense.get_temperature(), sense.humidity, sense.get_pressure()))
print({axis: round(force, 1) for axis, force in sense.get_accelerometer_raw().items()}, round(sense.compass))
moves = []
sense.stick.direction_up = lambda event: moves.append(event.action) if event.action != "held" else None
sense.show_message("27 C", scroll_speed=0.05)
sleep(1)
print(moves)
red, off = (255, 0, 0), (0, 0, 0)
sense.set_pixels([red if x == y else off for y in range(8) for x in range(8)])
sense.set_pixel(7, 0, 0, 255, 0)
sense.rotation = 90
sleep(1)
