import time
import spidev

spi = spidev.SpiDev()
spi.open(0, 0)
spi.max_speed_hz = 1000000


def read_channel(channel):
    answer = spi.xfer2([1, (8 + channel) << 4, 0])
    return ((answer[1] & 3) << 8) + answer[2]


for _ in range(3):
    light = read_channel(0)
    moisture = read_channel(7)
    print(f"light {light / 1023:.2f} moisture {moisture / 1023:.2f}")
    time.sleep(1)
spi.close()
