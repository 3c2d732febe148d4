# The memory beside the DS3231 on its board: an AT24C32 with addresses of two bytes.
import time

from smbus2 import SMBus, i2c_msg

AT24C32, DS3231 = 0x57, 0x68
with SMBus(1) as bus:
    bus.write_i2c_block_data(AT24C32, 0x00, [0x20, *b"21.5 C"])
    time.sleep(0.01)
    answer = i2c_msg.read(AT24C32, 6)
    bus.i2c_rdwr(i2c_msg.write(AT24C32, [0x00, 0x20]), answer)
    print(bytes(answer).decode(), bus.read_byte_data(DS3231, 0x02) >> 4 & 3)
