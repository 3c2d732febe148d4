"""How busy and how warm the Pi is, as a library tells it: the board's values, not those of a computer."""

import psutil

print(psutil.cpu_percent(interval=1), "%", psutil.cpu_count(), "cores")
print(psutil.virtual_memory().percent, "% of", psutil.virtual_memory().total // 2**20, "MB")
print(psutil.sensors_temperatures()["cpu_thermal"][0].current, "C")
print(psutil.disk_usage("/").percent, "%")
