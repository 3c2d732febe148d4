# There is no BME680 on this board, and nothing answers in its place.
import smbus

BME680_ADDRESS = 0x76
try:
    print(hex(smbus.SMBus(1).read_byte_data(BME680_ADDRESS, 0xD0)))
except OSError as error:
    print("No BME680:", error)
