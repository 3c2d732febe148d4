from gpiozero import CPUTemperature, LEDBarGraph
from time import sleep

cpu = CPUTemperature(min_temp=20, max_temp=90)
leds = LEDBarGraph(5, 6, 13, 19, pwm=True)
for _ in range(3):
    leds.value = cpu.value
    print("warm" if 20 < cpu.temperature < 90 else "strange")
    sleep(1)
leds.off()
