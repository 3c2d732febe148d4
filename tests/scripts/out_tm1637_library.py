# A clock and a thermometer on four digits, with the library of such displays.
import time

import tm1637

display = tm1637.TM1637(clk=23, dio=24, brightness=2)
for text in ("clock", "off", "warm"):
    if text == "clock":
        display.numbers(7, 45)
    elif text == "off":
        display.show("-on-")
    else:
        display.temperature(27)
    time.sleep(1)
display.write([0, 0, 0, 0])
