# A pool of threads that nobody shuts down: Python does it at the end.
from concurrent.futures import ThreadPoolExecutor
import time

pool = ThreadPoolExecutor(max_workers=2)


def read(number):
    time.sleep(0.2)
    return 20.0 + number


for number in range(3):
    print(pool.submit(read, number).result())
    time.sleep(1)
print("end")
