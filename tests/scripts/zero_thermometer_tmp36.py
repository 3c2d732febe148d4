from gpiozero import MCP3008
from time import sleep


def convert_temp(gen):
    for value in gen:
        yield (value * 3.3 - 0.5) * 100


adc = MCP3008(channel=1)

for number, temp in enumerate(convert_temp(adc.values), start=1):
    print(f"The temperature is {temp:.1f} C")
    sleep(1)
    if number == 3:
        break
