"""A cart on SunFounder's Robot HAT: its board of channels and inputs, spoken to in words with the high byte first."""

import time

import smbus2

ADDR, CLOCK_HZ = 0x14, 72_000_000
bus = smbus2.SMBus(1)


def put(register, value):
    bus.write_word_data(ADDR, register, (value & 0xFF) << 8 | value >> 8)


def read_adc(number):
    bus.write_word_data(ADDR, 0x10 | 7 - number, 0)
    return bus.read_byte(ADDR) << 8 | bus.read_byte(ADDR)


def run_at(timer, hertz, period):
    put(0x40 + timer, CLOCK_HZ // hertz // period - 1)
    put(0x44 + timer, period - 1)


def turn(channel, angle):
    pulse_us = 500 + angle / 180 * 2000
    put(0x20 + channel, round(pulse_us / 20_000 * 4095))


run_at(0, 50, 4095)
run_at(3, 100, 4095)
for angle in (90, 30, 120):
    turn(2, angle)
    time.sleep(1)
put(0x20 + 12, 4095 // 2)
print(read_adc(0), read_adc(4), f"{read_adc(4) * 3.3 / 4095 * 3:.1f} V")
time.sleep(2)
put(0x20 + 12, 0)
