"""A knob on a kit's converter; newer versions of its module are told the address."""

from ADCDevice import ADS7830, PCF8591, ADCDevice

print(ADCDevice(0x48).detectI2C(0x48))
print(ADS7830(0x48).analogRead(2))
print(ADS7830().address, PCF8591(0x49).address, PCF8591().address)
