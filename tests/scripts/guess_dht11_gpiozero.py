import time
from gpiozero import InputDevice, OutputDevice

PIN = 4


def read():
    wire = OutputDevice(PIN)
    wire.on()
    time.sleep(0.5)
    wire.off()
    time.sleep(0.02)
    wire.close()
    wire = InputDevice(PIN)
    widths = []
    while wire.value == 1:
        pass
    for _ in range(41):
        while wire.value == 0:
            pass
        begin = time.time()
        while wire.value == 1 and time.time() - begin < 0.001:
            pass
        widths.append(time.time() - begin)
    wire.close()
    bits = "".join("1" if width > 50e-6 else "0" for width in widths[1:])
    return [int(bits[8 * each : 8 * each + 8], 2) for each in range(5)]


for _ in range(2):
    humidity, _, temperature, tenths, total = read()
    print(humidity, temperature)
    time.sleep(2)
