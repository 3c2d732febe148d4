# Looks with i2cdetect whether the display is there, as lessons about the LCD 1602 do, and lights it.
import subprocess
import sys
from time import sleep

from smbus import SMBus

LCD_ADDRESS = 0x27


def scan():
    answer = subprocess.check_output("i2cdetect -y 1 | awk 'NR>1 {$1=\"\"; print}'", shell=True).decode()
    return answer.replace("--", "").split()


found = scan()
print("found:", found)
if "%02x" % LCD_ADDRESS not in found:
    sys.exit("no display: check SDA and SCL")
bus = SMBus(1)


def send(value, mode):
    for half in (value & 0xF0, value << 4 & 0xF0):
        bus.write_byte(LCD_ADDRESS, half | mode | 0x08 | 0x04)
        bus.write_byte(LCD_ADDRESS, half | mode | 0x08)
    sleep(0.002)


for command in (0x33, 0x32, 0x28, 0x0C, 0x01):
    send(command, 0)
for letter in "Chao lop 7B":
    send(ord(letter), 1)
print(subprocess.run(["i2cdetect", "-y", "1"], capture_output=True, text=True).stdout.splitlines()[3])
