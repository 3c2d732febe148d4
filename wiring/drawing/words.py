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
MAINS_RELAY = Message("drawing.relay_of_mains", "Mains relay")
SIZED = Message("drawing.sized", "{part} {size:g} {unit}")
BACK_DIODE = Message("drawing.back_diode", "Diode")
RELAY = Message("drawing.relay", "RELAY")
DIVIDER = Message("drawing.divider", "Divider")
FROM_SENSOR = Message("drawing.from_sensor", "sensor")
TO_BOARD = Message("drawing.to_board", "out")
PULL_UP = Message("drawing.pull_up", "Pull-up to 3V3")
METER_NOTE = Message(
    "drawing.letters_note", "This wire goes through an INA219: to the terminals with the same letters."
)
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
PIN_PULLED_UP = Message("drawing.step.pin_pull_up", "{terminal} → pin {pin} ({gpio}); {ohms} from there to 3V3")
METER_ENDS = Message("drawing.step.meter_ends", "{plus} → Vin+; Vin− → {minus}")
HEATER = Message("drawing.step.heater_mosfet", "D → H− of {sensor}: the MOSFET switches its heater")
THE_RAIL = Message("drawing.step.the_rail", "rail {rail}")
PLUS_OF = Message("drawing.step.plus_of", "plus of {part}")
TERMINAL_OF = Message("drawing.step.terminal_of", "{terminal} of {part}")
SOLDER = Message("drawing.step.solder", "Address {address}: solder the bridge {bridges} on the board")
JOIN_RAILS = Message("drawing.step.join_rails", "Join the left and right rails: 3V3 with 3V3, 5V with 5V, GND with GND")
PLUS_TO_RAIL = Message("drawing.step.plus_to_rail", "Plus of {source} → {chain} → rail 12V")
PLUS_STRAIGHT = Message("drawing.step.plus_straight", "Plus of {source} → rail 12V")
MINUS_TO_RAIL = Message("drawing.step.minus_to_rail", "Minus of {source} → rail GND")
PANEL_LINE = Message("drawing.step.panel", "{panel} → input of {controller}: plus to plus, minus to minus")
COIL_LINE = Message(
    "drawing.step.coil", "Coil of the mains relay → plus and minus of {source}, before the diode; its contact: {part}"
)
THROUGH_METER = Message("drawing.step.through_meter", "{first}, {second} of the INA219 {meter}")
LATER = Message("drawing.step.later", "{terminal}: free until the step {meter}, it goes through that meter")
LOAD_LATER = Message("drawing.step.load_later", "{terminal}: free until the step {meter}; minus of {load} → {minus}")
SOURCE = Message("drawing.step.source_last", "12 V, last of all")
FUSE_LAST = Message("drawing.step.fuse_last", "Put the fuse in last, when every line is ticked.")
TICK_ALL = Message("drawing.tick_all", "Tick each line when the wire is in place. Pull gently at every wire.")
