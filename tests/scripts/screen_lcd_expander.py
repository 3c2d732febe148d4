# An LCD whose program switches each wire of the expander by itself, as one kit does; it looks for the address first.
from time import sleep

import smbus


class PCF8574:
    def __init__(self, address):
        self.bus, self.address, self.value = smbus.SMBus(1), address, 0
        self.write_byte(0)

    def write_byte(self, value):
        self.bus.write_byte(self.address, value)
        self.value = value

    def output(self, wire, level):
        self.write_byte(self.value | 1 << wire if level else self.value & ~(1 << wire))


class CharLCD:
    def __init__(self, rs, enable, data, expander):
        self.rs, self.enable, self.data, self.gpio = rs, enable, data, expander
        for command in (0x33, 0x32, 0x28, 0x0C, 0x06, 0x01):
            self.write8(command, False)

    def write8(self, value, is_text):
        sleep(0.001)
        self.gpio.output(self.rs, is_text)
        for half in (value >> 4, value & 0x0F):
            for number, wire in enumerate(self.data):
                self.gpio.output(wire, half >> number & 1)
            self.gpio.output(self.enable, False)
            self.gpio.output(self.enable, True)
            self.gpio.output(self.enable, False)

    def message(self, text):
        for letter in text:
            if letter == "\n":
                self.write8(0xC0, False)
            else:
                self.write8(ord(letter), True)


try:
    expander = PCF8574(0x27)
except OSError:
    expander = PCF8574(0x3F)
expander.output(3, True)
lcd = CharLCD(0, 2, (4, 5, 6, 7), expander)
for count in (1, 2):
    lcd.write8(0x80, False)
    lcd.message(f"CPU: 48.0 C\nLan {count}")
    sleep(1)
