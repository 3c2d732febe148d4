# A strip of four DotStars on the SPI port, and one on two pins of its own.
import time

import adafruit_dotstar
import board

strip = adafruit_dotstar.DotStar(board.SCK, board.MOSI, 4, brightness=0.5, auto_write=False)
lamp = adafruit_dotstar.DotStar(board.D6, board.D5, 3)
strip[0] = (255, 0, 0)
strip[1:3] = [(0, 255, 0), (0, 0, 255)]
strip.show()
lamp[0] = (255, 255, 255)
lamp[2] = 0xFF8000
time.sleep(1)
strip.fill((10, 20, 30))
strip.show()
time.sleep(1)
print(len(strip), strip.brightness)
