# An LCD by a small library: two lines, the second one centered, then wiped.
import time

from rpi_lcd import LCD

lcd = LCD(width=16, rows=2)
lcd.text("Hello Sa Pa", 1)
lcd.text("12 C", 2, "center")
time.sleep(2)
lcd.clear()
lcd.text("Bye", 1, "right")
time.sleep(1)
