from time import sleep

from gpiozero import LED

led = LED(17)
while True:
    answer = input("How many times? ")
    if answer.strip() == "":
        break
    try:
        times = int(answer)
    except ValueError:
        print("a number, please")
        continue
    for _ in range(min(times, 10)):
        led.on()
        sleep(0.3)
        led.off()
        sleep(0.3)
print("bye")
