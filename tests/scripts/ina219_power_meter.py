import time
import board
from adafruit_ina219 import ADCResolution, BusVoltageRange, INA219

i2c_bus = board.I2C()
ina219 = INA219(i2c_bus)
ina219.bus_adc_resolution = ADCResolution.ADCRES_12BIT_32S
ina219.shunt_adc_resolution = ADCResolution.ADCRES_12BIT_32S
ina219.bus_voltage_range = BusVoltageRange.RANGE_16V

energy_wh = 0.0
for _ in range(3):
    voltage = ina219.bus_voltage + ina219.shunt_voltage
    current = ina219.current  # mA
    energy_wh += voltage * current / 1000 / 60
    print(f"{voltage:.2f} V  {current:.0f} mA  {ina219.power:.1f} W")
    time.sleep(60)
print(f"{energy_wh * 1000:.0f} mWh")
