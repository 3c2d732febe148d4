# There is no BMP388 on this board, and nothing answers in its place.
import smbus

BMP388_ADDRESS = 0x76
try:
    print(hex(smbus.SMBus(1).read_byte_data(BMP388_ADDRESS, 0x00)))
except OSError as error:
    print("No BMP388:", error)
