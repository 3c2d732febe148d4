# A station of four lines on an LCD 2004, as a class that many textbooks have, with smbus.
import time

import smbus

RS, ENABLE, LIGHT = 0x01, 0x04, 0x08
LINES = (0x80, 0xC0, 0x94, 0xD4)


class LCD2004:
    def __init__(self, address):
        self.bus = smbus.SMBus(1)
        self.address = address
        for command in (0x33, 0x32, 0x28, 0x0C, 0x06, 0x01):
            self.send(command, 0)
            time.sleep(0.002)

    def send(self, byte, mode):
        for half in (byte & 0xF0, byte << 4 & 0xF0):
            wires = half | mode | LIGHT
            self.bus.write_byte(self.address, wires)
            self.bus.write_byte(self.address, wires | ENABLE)
            time.sleep(0.0005)
            self.bus.write_byte(self.address, wires & ~ENABLE)

    def message(self, text, line):
        self.send(LINES[line], 0)
        for letter in text.ljust(20)[:20]:
            self.send(ord(letter), RS)


lcd = LCD2004(0x26)
lcd.message("Tram thoi tiet", 0)
lcd.message("Nhiet do:      27 C", 1)
lcd.message("Do am:         80 %", 2)
lcd.message("THCS Ban Pho, lop 8B", 3)
time.sleep(1)
lcd.message("Gio:         3 m/s", 3)
time.sleep(1)
