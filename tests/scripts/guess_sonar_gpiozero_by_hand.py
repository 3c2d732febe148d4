import time
from gpiozero import InputDevice, OutputDevice

trig = OutputDevice(23)
echo = InputDevice(24)
time.sleep(2)
for _ in range(2):
    trig.on()
    time.sleep(0.00001)
    trig.off()
    begin = end = time.time()
    while not echo.is_active:
        begin = time.time()
    while echo.is_active:
        end = time.time()
    print(round((end - begin) * 34760 / 2))
    time.sleep(0.5)
