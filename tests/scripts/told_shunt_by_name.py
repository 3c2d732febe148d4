"""A meter whose shunt stands in the program: its maker's 0.01 ohm, with 1 mA a step."""

import time

import smbus

SHUNT_OHM = 0.01
METER, STEP_A = 0x45, 0.001
bus = smbus.SMBus(1)


def swapped(word):
    return (word & 0xFF) << 8 | word >> 8


bus.write_word_data(METER, 0x05, swapped(round(0.04096 / (STEP_A * SHUNT_OHM))))
time.sleep(0.1)
print(f"{swapped(bus.read_word_data(METER, 0x04)) * STEP_A:.2f} A")
