# Values come from a generator that never ends; the lamp blinks beside it in its own time.
from gpiozero import LED, Button


def numbers():
    here, there = 0, 1
    while True:
        yield here
        here, there = there, (here + there) % 1000


led = LED(17)
led.blink(on_time=0.2, off_time=0.2)
stop = Button(2)
enough = False


def end():
    global enough
    enough = True


stop.when_pressed = end
odd = 0
for number in numbers():
    if number % 2:
        odd += 1
    if enough:
        break
print("many" if odd > 10_000 else odd)
