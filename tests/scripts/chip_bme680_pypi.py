# Pimoroni's library finds out by itself whether it speaks to a BME680 or a BME688.
import time

import bme680

sensor = bme680.BME680(bme680.I2C_ADDR_PRIMARY)
sensor.set_gas_status(bme680.ENABLE_GAS_MEAS)
sensor.set_gas_heater_temperature(320)
sensor.set_gas_heater_duration(150)
for _ in range(4):
    if sensor.get_sensor_data():
        data = sensor.data
        print(f"{data.temperature:.1f} C, {data.humidity:.1f} %RH, {data.pressure:.1f} hPa", end=", ")
        print(f"{data.gas_resistance / 1000:.1f} kOhm" if data.heat_stable else "warming up")
    time.sleep(1)
