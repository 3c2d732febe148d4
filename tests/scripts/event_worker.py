import threading
import time
import RPi.GPIO as GPIO

GPIO.setmode(GPIO.BCM)
GPIO.setup(19, GPIO.OUT)
stop = threading.Event()
lock = threading.Lock()
rounds = 0


def worker():
    global rounds
    while not stop.wait(0.5):
        with lock:
            rounds += 1
            GPIO.output(19, rounds % 2)


thread = threading.Thread(target=worker, daemon=True)
thread.start()
time.sleep(2.75)
stop.set()
thread.join()
print("rounds:", rounds, "alive:", thread.is_alive())
GPIO.cleanup()
