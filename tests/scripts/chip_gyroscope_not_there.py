import smbus

bus = smbus.SMBus(1)
try:
    bus.write_byte_data(0x68, 0x7E, 0x15)  # a BMI160 is started so, and no MPU6050
    print(bus.read_byte_data(0x68, 0x0C))
except OSError as error:
    print("nobody:", error.errno)
