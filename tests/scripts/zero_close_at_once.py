from gpiozero import LED

with LED(17) as led:
    led.on()
print("checked")
