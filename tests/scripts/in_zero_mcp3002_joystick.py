"""A joystick on an MCP3002: two axes, and a press on a pin of its own."""

from time import sleep

from gpiozero import MCP3002, Button

x, y = MCP3002(channel=0), MCP3002(channel=1)
press = Button(21)


def where(value, low, high):
    return low if value < 0.2 else high if value > 0.8 else "middle"


for _ in range(4):
    print(where(x.value, "left", "right"), where(y.value, "up", "down"), press.is_pressed)
    sleep(1)
