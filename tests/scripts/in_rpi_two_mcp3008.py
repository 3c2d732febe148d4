"""Two MCP3008 on the same three wires, each with a chip select of its own."""

import time

import RPi.GPIO as GPIO

CLK, MISO, MOSI = 18, 23, 24
CS = {"left": 25, "right": 12}


def readadc(channel, cs):
    GPIO.output(CLK, False)
    GPIO.output(cs, False)
    command = channel | 0x18
    for bit in range(4, -1, -1):
        GPIO.output(MOSI, command >> bit & 1)
        GPIO.output(CLK, True)
        GPIO.output(CLK, False)
    answer = 0
    for _ in range(12):
        GPIO.output(CLK, True)
        GPIO.output(CLK, False)
        answer = answer << 1 | GPIO.input(MISO)
    GPIO.output(cs, True)
    return answer >> 1


GPIO.setmode(GPIO.BCM)
GPIO.setup((CLK, MOSI), GPIO.OUT)
GPIO.setup(tuple(CS.values()), GPIO.OUT, initial=GPIO.HIGH)
GPIO.setup(MISO, GPIO.IN)
try:
    for _ in range(3):
        print(*(readadc(channel, CS[side]) for side in CS for channel in (0, 1)))
        time.sleep(1)
finally:
    GPIO.cleanup()
