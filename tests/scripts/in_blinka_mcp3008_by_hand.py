"""The four wires of an MCP3008 moved with digitalio, every bit read."""

import time

import board
from digitalio import DigitalInOut, Direction

clk, din, dout, cs = (DigitalInOut(pin) for pin in (board.D13, board.D19, board.D26, board.D6))
for pin in (clk, din, cs):
    pin.direction = Direction.OUTPUT
cs.value = True


def exchange(data):
    answer = 0
    cs.value = False
    for byte in data:
        for bit in range(7, -1, -1):
            din.value = bool(byte >> bit & 1)
            clk.value = True
            answer = answer << 1 | dout.value
            clk.value = False
    cs.value = True
    return answer


for _ in range(3):
    print(exchange([1, 8 + 4 << 4, 0]) & 1023)
    time.sleep(1)
