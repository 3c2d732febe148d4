# A text runs over four digits; the library waits for its next letter by looking at the clock.
import board
from adafruit_ht16k33.segments import Seg7x4

display = Seg7x4(board.I2C())
display.marquee("12-34", 0.5, loop=False)
