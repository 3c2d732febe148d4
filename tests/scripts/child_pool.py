# A pool of processes that computes, and a pipe between two of them.
import multiprocessing as mp
import time


def square(x):
    time.sleep(0.1)
    return x * x


def add(a, b):
    return a + b


def speaker(connection):
    for word in ("xin", "chao"):
        connection.send({"word": word})
        time.sleep(1)
    connection.close()


class Meter(mp.Process):
    def __init__(self, results):
        super().__init__()
        self.results = results
        self.level = 0

    def run(self):
        self.level = 7
        self.results.put(self.level)


if __name__ == "__main__":
    mp.set_start_method("spawn", force=True)
    with mp.Pool(4) as pool:
        print(pool.map(square, range(6)), pool.starmap(add, [(1, 2), (3, 4)]))
        print(pool.apply_async(square, (9,)).get(timeout=5), list(pool.imap(square, [2, 3])))
    ours, theirs = mp.Pipe()
    mp.Process(target=speaker, args=(theirs,)).start()
    print(ours.recv()["word"], ours.poll(), ours.recv()["word"])
    results = mp.Queue()
    meter = Meter(results)
    meter.start()
    meter.join()
    print(results.get(), meter.level, mp.current_process().name)
    with mp.Manager() as manager:
        shared = manager.dict()
        helper = mp.Process(target=shared.update, args=({"lamp": "on"},))
        helper.start()
        helper.join()
        print(dict(shared), mp.Array("i", 3)[:])
