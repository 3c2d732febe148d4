# A camera for heat (AMG8833) that the virtual board does not have: nobody answers for it.
import smbus

AMG8833 = 0x69
bus = smbus.SMBus(1)
try:
    bus.write_byte_data(AMG8833, 0x00, 0x00)
    print(bus.read_i2c_block_data(AMG8833, 0x80, 32))
except OSError as error:
    print(error)
