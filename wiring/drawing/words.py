"""What the drawings say."""

from __future__ import annotations

from devices import Message

TITLE = Message("drawing.title", "Wiring of {project}")
RULES = Message(
    "drawing.rules",
    "Switch the power off before you change a wire. A dot joins two wires, a white edge passes. The number in a circle "
    "is the pin. Every GND is one.",
)
NOT_CHECKED = Message("drawing.not_checked", "Drawn from wiring.toml. The list was checked, your wires were not.")
SD_END = Message("drawing.sd_end", "end with the SD card ↑")
GROUND = Message("drawing.ground", "GND (common minus)")
BEHIND_HEARTBEAT = Message("drawing.behind_heartbeat", "12 V behind the heartbeat relay: off when the program stops")
BATTERY = Message("drawing.battery", "Battery")
POWER_SUPPLY = Message("drawing.power_supply", "Power supply")
FUSE = Message("drawing.fuse", "Fuse")
CONTROLLER = Message("drawing.controller", "Charge controller")
PANEL = Message("drawing.panel", "Solar panel")
BIMETAL = Message("drawing.bimetal", "Bimetal switch")
FLOAT = Message("drawing.float", "Second float")
MAINS_RELAY = Message("drawing.mains_relay", "Relay on the power supply: it holds while there is mains")
RELAY = Message("drawing.relay", "RELAY")
DIVIDER = Message("drawing.divider", "Divider")
FROM_SENSOR = Message("drawing.from_sensor", "sensor")
TO_BOARD = Message("drawing.to_board", "out")
PULL_UP = Message("drawing.pull_up", "Pull-up to 3V3")
IN_THE_WIRE = Message("drawing.in_the_wire", "In the wire of")
METER_NOTE = Message("drawing.meter_note", "The wire that is measured goes in at Vin+ and out at Vin−.")
DIODE_NOTE = Message("drawing.diode_note", "Diode across a coil or motor, ring at plus")
STEP = Message("drawing.step", "Step {number} of {count}")
RAILS = Message("drawing.rails", "The rails of the breadboard")
TO_RAIL = Message("drawing.step.to_rail", "{terminal} → rail {rail}")
PIN_TO_RAIL = Message("drawing.step.pin_to_rail", "Pin {pin} → rail {rail}")
TO_PIN = Message("drawing.step.to_pin", "{terminal} → pin {pin} ({gpio})")
TO_INPUT = Message("drawing.step.to_input", "{terminal} → {input} of {adc}")
THROUGH_DIVIDER = Message("drawing.step.divider", "{terminal} → {upper} → {input} of {adc}; {lower} from there to GND")
PIN_DIVIDER = Message(
    "drawing.step.pin_divider", "{terminal} → {upper} → pin {pin} ({gpio}); {lower} from there to GND"
)
PULLED_UP = Message("drawing.step.pull_up", "{ohms} between {terminal} and 3V3")
LED_RESISTOR = Message("drawing.step.led", "Pin {pin} ({gpio}) → {ohms} → long leg of the LED; short leg → GND")
LOAD = Message("drawing.step.load", "{terminal} → plus of {load}; its minus → {minus}")
LOAD_THROUGH = Message("drawing.step.load_through", "{terminal} → {switch} → plus of {load}; its minus → {minus}")
DIODE = Message("drawing.step.diode", "Diode across {load}, its ring at plus")
METER = Message("drawing.step.meter", "Vin+ and Vin−: into the wire of {wire}")
HEATER = Message("drawing.step.heater", "H: gate of the MOSFET in the heater's 5 V wire")
SOURCE = Message("drawing.step.source", "Last: {chain} → rail 12V; minus → rail GND")
TICK_ALL = Message("drawing.tick_all", "Tick each line when the wire is in place. Pull gently at every wire.")
