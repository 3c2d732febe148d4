# Seeed's own programs for its hat: the slot is the first argument; a button with clicks and a lamp; a thermistor.
import time

from grove.adc import ADC
from grove.button import Button
from grove.factory import Factory
from grove.grove_moisture_sensor import GroveMoistureSensor
from grove.grove_ryb_led_button import GroveLedButton
from grove.helper import SlotHelper
from grove.i2c import Bus

slots = SlotHelper(SlotHelper.ADC)
slots.list_avail()
print(slots.is_adapted(2), slots.is_adapted(3), SlotHelper(SlotHelper.GPIO).is_adapted(5))
print(GroveMoistureSensor(2).moisture, round(Factory.getTemper("NTC-ADC", 0).temperature, 1))

warm = Factory.getTemper("MCP9808-I2C")
warm.resolution(warm.RES_1_16_CELSIUS)
print(warm.temperature, warm.celsius2fahr(100))

bus = Bus()
asked, heard = bus.msg.write(0x18, [0x06]), bus.msg.read(0x18, 2)
bus.i2c_rdwr(asked, heard)
print(bus.bus, list(heard), ADC().name)

pir = Factory.getGpioWrapper("PIRMotion", 16)
lit = GroveLedButton(5)  # its button is on 6, to ground
names = {Button.EV_SINGLE_CLICK: "one", Button.EV_DOUBLE_CLICK: "two", Button.EV_LONG_PRESS: "long"}
other = Factory.getButton("GPIO-HIGH", 22)
other.on_event(other, lambda button, event: event["code"] in names and print(names[event["code"]], event["pressed"]))
lamp = Factory.getOneLed("GPIO-HIGH", 24)
lamp.light(True)
lamp.blink(0.25, 0.25)
for _ in range(12):
    if pir.has_motion():
        print("somebody")
    time.sleep(1)
lamp.light(False)
