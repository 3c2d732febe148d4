# Starts what a lesson says at the top, plays a sound that nobody hears, and writes down when.
import os
import subprocess
import time

from gpiozero import LED

os.system("sudo modprobe w1-gpio && sudo pigpiod")
os.system("clear")
lamp = LED(27)
for _ in range(2):
    lamp.on()
    subprocess.Popen(["aplay", "-q", "siren.wav"], stdout=subprocess.DEVNULL)
    os.system("espeak -vvi 'Có khói' 2>/dev/null &")
    os.system("sleep 2")
    lamp.off()
    time.sleep(1)
os.system("date +%H:%M:%S > alarm.txt; echo done >> alarm.txt")
print(time.strftime("%H:%M:%S"), os.popen("uptime -p").read().strip())
