import smbus

bus = smbus.SMBus(1)
try:
    bus.write_byte_data(0x68, 0x20, 0x0F)  # a gyroscope is started so, and no MPU6050
    print(bus.read_byte_data(0x68, 0x28))
except OSError as error:
    print("nobody:", error.errno)
