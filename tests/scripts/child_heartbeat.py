# multiprocessing as lessons about processes use it: a lamp that blinks by itself, a queue, a counter, an event.
from multiprocessing import Event, Process, Queue, Value, cpu_count
from time import sleep, time

from gpiozero import LED

numbers = [1, 2, 3]
total = 0


def blink(pin, count):
    lamp = LED(pin)
    for _ in range(count):
        lamp.on()
        sleep(0.2)
        lamp.off()
        sleep(0.2)


def measure(queue, counter, stop):
    global total
    while not stop.is_set():
        total += 1
        numbers.append(total)
        with counter.get_lock():
            counter.value += 1
        queue.put(("reading", counter.value))
        sleep(0.5)


if __name__ == "__main__":
    queue, counter, stop = Queue(), Value("i", 0), Event()
    start = time()
    workers = [Process(target=blink, args=(17, 4)), Process(target=measure, args=(queue, counter, stop), name="meter")]
    for worker in workers:
        worker.start()
    for _ in range(3):
        print(queue.get(), "%.1f s" % (time() - start))
    stop.set()
    for worker in workers:
        worker.join()
    print(workers[1].name, [worker.exitcode for worker in workers], counter.value, "here:", total, numbers)
    forever = Process(target=sleep, args=(1000,), daemon=True)
    forever.start()
    print(forever.is_alive(), end=" ")
    forever.terminate()
    forever.join()
    print(forever.is_alive(), forever.exitcode, cpu_count())
