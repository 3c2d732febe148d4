"""An ADC0834 with gpiozero: the data wire is closed as an output and opened again as an input."""

from time import sleep

from gpiozero import DigitalInputDevice, DigitalOutputDevice

cs = DigitalOutputDevice(17, initial_value=True)
clk = DigitalOutputDevice(18)


def pulse():
    clk.on()
    sleep(0.000002)
    clk.off()
    sleep(0.000002)


def read(channel):
    dio = DigitalOutputDevice(27)
    cs.off()
    clk.off()
    for bit in (1, 1, channel & 1, channel >> 1):
        dio.value = bit
        pulse()
    dio.close()
    dio = DigitalInputDevice(27)
    value = 0
    for _ in range(8):
        pulse()
        value = value << 1 | dio.value
    dio.close()
    cs.on()
    return value


for _ in range(3):
    print(*(read(channel) for channel in range(4)))
    sleep(1)
