# What is where? A search behind each channel, once with the library and once by hand.
import adafruit_tca9548a
import board
import smbus2

tca = adafruit_tca9548a.TCA9548A(board.I2C())
for channel in range(3):
    if tca[channel].try_lock():
        print(channel, [hex(address) for address in tca[channel].scan() if address != 0x70])
        tca[channel].unlock()
bus = smbus2.SMBus(1)
for channel in range(3):
    bus.write_byte(0x70, 1 << channel)
    found = []
    for address in range(3, 128):
        try:
            bus.read_byte(address)
            found.append(hex(address))
        except OSError:
            pass
    print(channel, found)
