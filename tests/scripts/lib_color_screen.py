# A color display with Adafruit's older library and Pillow: a green field in the corner of a black screen.
import board
import digitalio
from adafruit_rgb_display import st7735
from PIL import Image, ImageDraw

cs, dc, reset = (digitalio.DigitalInOut(pin) for pin in (board.CE0, board.D25, board.D24))
screen = st7735.ST7735R(board.SPI(), rotation=0, cs=cs, dc=dc, rst=reset, baudrate=16_000_000)
picture = Image.new("RGB", (screen.width, screen.height))
ImageDraw.Draw(picture).rectangle((0, 0, 7, 7), fill="#00ff00")
screen.image(picture)
print(screen.width, screen.height)
reset.value = False
