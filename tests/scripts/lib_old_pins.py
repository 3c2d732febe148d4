# Adafruit_GPIO by itself: a lamp, a key, and a thermometer's word.
import time

import Adafruit_GPIO as GPIO
import Adafruit_GPIO.I2C as I2C

gpio = GPIO.get_platform_gpio()
LAMP, KEY = 17, 27
gpio.setup(LAMP, GPIO.OUT)
gpio.setup(KEY, GPIO.IN, pull_up_down=GPIO.PUD_UP)
lm75 = I2C.get_i2c_device(0x48)
for _ in range(30):
    gpio.output(LAMP, gpio.is_low(KEY))
    time.sleep(0.1)
print(lm75.readS16BE(0) / 256)
gpio.cleanup()
