# Light on an OLED with the libraries that older kits bring: a converter on four pins, another one on the bus.
import time

import Adafruit_GPIO.SPI as SPI
import Adafruit_MCP3008
import Adafruit_SSD1306
from PIL import Image, ImageDraw

oled = Adafruit_SSD1306.SSD1306_128_32(rst=24)
oled.begin()
oled.clear()
oled.display()
on_pins = Adafruit_MCP3008.MCP3008(clk=18, cs=25, miso=23, mosi=22)
on_bus = Adafruit_MCP3008.MCP3008(spi=SPI.SpiDev(0, 0))
for _ in range(2):
    light, soil = on_pins.read_adc(0), on_bus.read_adc(7)
    print(light, soil, on_bus.read_adc_difference(0))
    image = Image.new("1", (oled.width, oled.height))
    ImageDraw.Draw(image).rectangle((0, 0, light // 8, 7), fill=255)
    oled.image(image)
    oled.display()
    time.sleep(1)
try:
    oled.image(Image.new("L", (128, 32)))
except ValueError as error:
    print(error)
