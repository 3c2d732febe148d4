from time import sleep

from gpiozero import DigitalOutputDevice

clk, dio = DigitalOutputDevice(23, initial_value=True), DigitalOutputDevice(24, initial_value=True)
DIGIT = {"0": 63, "1": 6, "2": 91, "3": 79, "4": 102, "5": 109, "C": 57, "-": 64, " ": 0}


def message(*values):
    dio.off()
    clk.off()
    for value in values:
        for bit in range(8):
            dio.value = value >> bit & 1
            clk.on()
            clk.off()
        clk.on()  # the answer, at which nobody looks
        clk.off()
    dio.off()
    clk.on()
    dio.on()


for text in ("-5 C", "10 C", "1234"):
    message(0x44)
    for place, char in enumerate(text):
        message(0xC0 | place, DIGIT[char])
    message(0x8F)
    sleep(0.5)
message(0x80)
