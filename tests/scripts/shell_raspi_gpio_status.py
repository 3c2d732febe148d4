# What raspi-gpio and pinctrl say of pins that gpiozero and RPi.GPIO have.
import subprocess

import RPi.GPIO as GPIO
from gpiozero import LED

lamp = LED(17)
lamp.on()
GPIO.setmode(GPIO.BCM)
GPIO.setup(22, GPIO.IN, pull_up_down=GPIO.PUD_UP)


def shell(command):
    return subprocess.getoutput(command)


print(shell("raspi-gpio get 17"))
print(shell("raspi-gpio get 22 | cut -d: -f2 | sed 's/^ //'"))
print(shell("pinctrl get 2,22"))
subprocess.call("raspi-gpio set 17 dl", shell=True)
print(lamp.value, shell("pinctrl get 17 | grep -c lo"))
GPIO.cleanup()
