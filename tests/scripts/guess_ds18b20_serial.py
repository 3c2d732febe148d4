import time

ROOM = "/sys/bus/w1/devices/28-0316a2794d3f/w1_slave"
WATER = "/sys/bus/w1/devices/28-01191b9f8c2a/w1_slave"


def celsius(name):
    with open(name) as file:
        first, second = file.readlines()
    assert first.strip().endswith("YES")
    return int(second.partition("t=")[2]) / 1000


for _ in range(2):
    print(f"{celsius(ROOM):.0f} {celsius(WATER):.0f}")
    time.sleep(5)
