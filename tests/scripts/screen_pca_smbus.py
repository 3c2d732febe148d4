# Servos on a PCA9685 with a class as kits bring it, byte by byte; and an LED on channel 8.
import math
import time

import smbus


class PWM:
    MODE1, PRESCALE, LED0_ON_L = 0x00, 0xFE, 0x06

    def __init__(self, address=0x40):
        self.bus = smbus.SMBus(1)
        self.address = address
        self.write(self.MODE1, 0x00)

    def write(self, register, value):
        self.bus.write_byte_data(self.address, register, value)

    def read(self, register):
        return self.bus.read_byte_data(self.address, register)

    def set_frequency(self, hertz):
        prescale = math.floor(25000000.0 / 4096.0 / hertz - 1.0 + 0.5)
        mode = self.read(self.MODE1)
        self.write(self.MODE1, mode & 0x7F | 0x10)
        self.write(self.PRESCALE, prescale)
        self.write(self.MODE1, mode)
        time.sleep(0.005)
        self.write(self.MODE1, mode | 0x80)

    def set_pwm(self, channel, on, off):
        first = self.LED0_ON_L + 4 * channel
        self.write(first, on & 0xFF)
        self.write(first + 1, on >> 8)
        self.write(first + 2, off & 0xFF)
        self.write(first + 3, off >> 8)


def turn(channel, angle):
    milliseconds = 0.5 + angle / 90.0
    pwm.set_pwm(channel, 0, int(milliseconds * 4096 / 20))


pwm = PWM()
pwm.set_frequency(50)
print("prescale", pwm.read(PWM.PRESCALE))
for angle in (0, 90, 180):
    turn(4, angle)
    time.sleep(0.5)
pwm.set_pwm(8, 0, 4095)
turn(4, 200)
time.sleep(0.5)
