# Sixteen relays behind an XL9535: the second one for a second; a button on the upper port.
import time

import smbus

XL9535 = 0x20
bus = smbus.SMBus(1)
bus.write_word_data(XL9535, 0x02, 0x0000)
bus.write_word_data(XL9535, 0x06, 0xFF00)
bus.write_byte_data(XL9535, 0x02, 0x02)
time.sleep(1)
bus.write_byte_data(XL9535, 0x02, 0x00)
print(bin(bus.read_word_data(XL9535, 0x00)))
