from gpiozero import LEDBarGraph
from time import sleep

graph = LEDBarGraph(5, 6, 13, 19, pwm=True)

for step in range(5):
    graph.value = step / 4
    sleep(1)

graph.value = -3 / 4  # light (0, 1, 1, 1)
sleep(1)
graph.value = 1 / 8  # the first one at half brightness
sleep(1)
