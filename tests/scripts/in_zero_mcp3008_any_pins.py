"""gpiozero reads an MCP3008 on pins that have no SPI port."""

from time import sleep

from gpiozero import MCP3008, PWMLED

pot = MCP3008(channel=2, clock_pin=17, mosi_pin=27, miso_pin=22, select_pin=5)
led = PWMLED(13)
for _ in range(3):
    led.value = pot.value
    print(f"{pot.value:.2f} {pot.voltage:.2f} V")
    sleep(1)
