# wiringPi's command gpio: a button on GPIO4 (wiringPi 7) lights GPIO17 (wiringPi 0).
import os
from time import sleep

os.system("gpio -g mode 4 in; gpio -g mode 4 up\ngpio mode 0 out")
for _ in range(8):
    pressed = os.popen("gpio -g read 4").read().strip() == "0"
    os.system("gpio write 0 %d" % pressed)
    sleep(0.49)
print(os.popen("gpio readall | grep 'GPIO. 0'").read().strip())
