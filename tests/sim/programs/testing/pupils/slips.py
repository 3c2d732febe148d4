import time

time.sleep(1.5)
print(1 / 0)
