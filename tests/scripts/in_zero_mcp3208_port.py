"""Twelve bits at the SPI port, with gpiozero: a lamp as bright as the knob says."""

from time import sleep

from gpiozero import MCP3208, PWMLED

knob = MCP3208(channel=3)
lamp = PWMLED(18)

for _ in range(3):
    lamp.value = round(knob.value, 1)
    print(knob.raw_value, round(knob.voltage, 1))
    sleep(1)
