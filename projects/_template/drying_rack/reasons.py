"""Every reason that the law can give. The same sentences in Vietnamese stand in messages.vi.toml."""

from devices import Message

STARTING = Message("rack.starting", "Waiting for the first good value. The fan is off.")
TOO_WET = Message("rack.too_wet", "Too wet: {humidity_pct:.0f} %. The fan runs until {limit_pct:.0f} %.")
DRY_ENOUGH = Message("rack.dry_enough", "The air is dry enough: {humidity_pct:.0f} %. The fan is off.")
FAN_RESTS = Message("rack.fan_rests", "The fan has run long and rests for {minutes:.0f} more minutes.")
NO_HUMIDITY = Message("rack.no_humidity", "No humidity to trust. The fan is off. Check the three wires of the sensor.")
