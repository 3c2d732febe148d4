# There is no DPS310 on this board, and nothing answers in its place.
import smbus

DPS310_ADDRESS = 0x77
try:
    print(hex(smbus.SMBus(1).read_byte_data(DPS310_ADDRESS, 0x0D)))
except OSError as error:
    print("No DPS310:", error)
