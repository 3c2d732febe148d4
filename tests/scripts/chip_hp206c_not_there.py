# There is no HP206C on this board, and nothing answers in its place.
import smbus

HP206C_ADDRESS = 0x76
try:
    print(hex(smbus.SMBus(1).read_byte_data(HP206C_ADDRESS, 0x8F)))
except OSError as error:
    print("No HP206C:", error)
