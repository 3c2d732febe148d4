# A Grove accelerometer (LIS3DH): a lamp is lit when the board is tilted.
import time

import RPi.GPIO as GPIO
import smbus

LIS3DH, LAMP = 0x19, 17
bus = smbus.SMBus(1)
GPIO.setmode(GPIO.BCM)
GPIO.setup(LAMP, GPIO.OUT)
print(hex(bus.read_byte_data(LIS3DH, 0x0F)))
bus.write_byte_data(LIS3DH, 0x20, 0x57)
bus.write_byte_data(LIS3DH, 0x23, 0x08)


def g(register):
    low, high = bus.read_i2c_block_data(LIS3DH, register | 0x80, 2)
    value = high << 8 | low
    return (value - 65536 if value > 32767 else value) / 16000


for _ in range(4):
    x, y, z = g(0x28), g(0x2A), g(0x2C)
    print(f"{x:.2f} {y:.2f} {z:.2f}")
    GPIO.output(LAMP, abs(x) > 0.4)
    time.sleep(1)
GPIO.cleanup()
