# A gate and a flag on ServoBlaster: the shell moves one, a file the other.
import os
import time

STEP_S = 0.5


def gate(position):
    os.system("echo 1=%s > /dev/servoblaster" % position)
    time.sleep(STEP_S)


gate("500us")
gate("100%")
gate("-100")
with open("/dev/servoblaster", "w") as flag:
    flag.write("P1-12=150\n")
    flag.write("9=150\n")
    flag.write("P1-12=90 degrees\n")
time.sleep(STEP_S)
with open("/dev/servoblaster", "w") as flag:
    print("2=0", file=flag)
time.sleep(STEP_S)
gate(0)
