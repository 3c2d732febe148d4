"""A fan that the processor's warmth switches, asked in the three ways that programs have."""

import subprocess
import time

from gpiozero import CPUTemperature, LED

fan = LED(17)
for _ in range(3):
    with open("/sys/class/thermal/thermal_zone0/temp") as file:
        thousandths = int(file.read())
    told = subprocess.check_output(["vcgencmd", "measure_temp"], text=True).strip()
    print(thousandths, told, CPUTemperature().temperature)
    fan.value = thousandths > 50000
    time.sleep(1)
