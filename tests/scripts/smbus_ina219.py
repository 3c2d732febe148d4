import smbus
import time

ADDRESS = 0x40
bus = smbus.SMBus(1)


def read_word(register):
    word = bus.read_word_data(ADDRESS, register)
    return (word & 0xFF) << 8 | word >> 8  # SMBus sends the low byte first, the chip the high one


for _ in range(2):
    volts = (read_word(0x02) >> 3) * 0.004
    shunt_mv = read_word(0x01) * 0.01
    print(f"Bus {volts:.1f} V, shunt {shunt_mv:.0f} mV, {shunt_mv / 0.1:.0f} mA")
    time.sleep(1)
bus.close()
