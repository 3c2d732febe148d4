# A button that is held for two seconds switches the Pi off. On the way it says how warm the processor is.
import subprocess
from signal import pause

from gpiozero import Button


def off():
    warm = subprocess.check_output(["vcgencmd", "measure_temp"], text=True)
    print(warm.strip())
    print(subprocess.call(["sudo", "shutdown", "-h", "now"]))


button = Button(21, hold_time=2)
button.when_held = off
pause()
