from signal import pause
from gpiozero import DigitalInputDevice

avoid = DigitalInputDevice(26, pull_up=True)
print("active" if avoid.is_active else "free")
avoid.when_activated = lambda: print("obstacle")
avoid.when_deactivated = lambda: print("free again")
pause()
