import smbus

PCF8591_ADDRESS = 0x4B
bus = smbus.SMBus(1)


def channel(number):
    bus.write_byte(PCF8591_ADDRESS, number)
    bus.read_byte(PCF8591_ADDRESS)
    return bus.read_byte(PCF8591_ADDRESS)


print([channel(number) for number in range(4)])
