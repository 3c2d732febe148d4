from gpiozero import MCP3008, PWMLED
from signal import pause

pot = MCP3008(channel=0)
led = PWMLED(17)

led.source = pot.values

pause()
