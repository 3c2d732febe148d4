"""Letters on a display in a font that stands on a Pi, and perhaps not here: the size is what counts."""

import time

import adafruit_ssd1306
import board
from PIL import Image, ImageDraw, ImageFont

display = adafruit_ssd1306.SSD1306_I2C(128, 32, board.I2C())
font = ImageFont.truetype("NoSuchFontAnywhere.ttf", 24)
picture = Image.new("1", (128, 32))
ImageDraw.Draw(picture).text((0, 0), "27 C", font=font, fill=255)
display.image(picture)
display.show()
print("height", 12 < picture.getbbox()[3] - picture.getbbox()[1] < 28)
time.sleep(2)
display.fill(0)
display.show()
