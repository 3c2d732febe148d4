from time import sleep

from gpiozero import MCP3008, OutputDevice

DRY, WET = 0.3, 0.6

soil = MCP3008(channel=0)
pump = OutputDevice(17)
history = []

while True:
    moisture = soil.value
    history.append(moisture)
    del history[:-10]
    mean = sum(history) / len(history)
    print(f"{100 * mean:.0f} %")
    if mean < DRY:
        pump.on()
    elif mean > WET:
        pump.off()
    sleep(1)
