"""Commands of a Raspberry Pi's shell, as the virtual board answers them: i2cdetect, pinctrl, gpio, vcgencmd and others.

Formats are those of i2c-tools 4.3, raspi-utils, wiringPi and procps, written from their manuals.
"""
