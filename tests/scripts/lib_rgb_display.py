# A TFT of 24 x 16 pixels with Adafruit's library: red above, blue below, its own light behind it.
import time

import board
import digitalio
from adafruit_rgb_display import st7789
from PIL import Image, ImageDraw

light = digitalio.DigitalInOut(board.D18)
light.switch_to_output(value=True)
display = st7789.ST7789(
    board.SPI(),
    cs=digitalio.DigitalInOut(board.CE0),
    dc=digitalio.DigitalInOut(board.D25),
    rst=digitalio.DigitalInOut(board.D24),
    baudrate=24000000,
    width=24,
    height=16,
)
picture = Image.new("RGB", (24, 16), "red")
ImageDraw.Draw(picture).rectangle((0, 8, 23, 15), fill="blue")
display.image(picture)
time.sleep(0.5)
light.value = False
