# A lamp on GPIO17, switched from the shell as on a new Raspberry Pi OS.
import os
import subprocess
from time import sleep

os.system("pinctrl set 17 op dl")
for _ in range(2):
    subprocess.run(["pinctrl", "set", "17", "dh"], check=True)
    sleep(1)
    subprocess.run("sudo pinctrl set 17 dl", shell=True, check=True)
    sleep(0.5)
os.system("pinctrl set 17 op dh && pinctrl get 17")
print("level:", subprocess.check_output(["pinctrl", "lev", "17"], text=True).strip())
