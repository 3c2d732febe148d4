import json
from time import sleep

from gpiozero import LED

try:
    with open("settings.json") as file:
        settings = json.load(file)
except FileNotFoundError:
    settings = {"pin": 17, "seconds": 1.0}

led = LED(settings["pin"])
for _ in range(20):
    led.toggle()
    sleep(settings["seconds"])
led.off()
