# A frame and a line on an OLED display of 128 by 32 pixels, drawn with Pillow.
import adafruit_ssd1306
import busio
from board import SCL, SDA
from PIL import Image, ImageDraw

i2c = busio.I2C(SCL, SDA)
oled = adafruit_ssd1306.SSD1306_I2C(128, 32, i2c, addr=0x3D)
oled.fill(0)
oled.show()
image = Image.new("1", (oled.width, oled.height))
draw = ImageDraw.Draw(image)
draw.rectangle((0, 0, 127, 31), outline=255, fill=255)
draw.rectangle((4, 4, 123, 27), outline=0, fill=0)
draw.line((4, 27, 123, 4), fill=255)
oled.image(image)
oled.show()
