"""What a class reads after a run, in this order."""

from devices import Message

LINES: tuple[tuple[str, Message], ...] = (
    ("dried_g", Message("rack.sum.dried", "Water that left the herbs: {value:.1f} g.")),
    ("left_g", Message("rack.sum.left", "Water still in the herbs: {value:.1f} g.")),
    ("moldy_h", Message("rack.sum.moldy", "Hours in air that mold likes (80 % or more): {value:.1f}.")),
    ("fan_wh", Message("rack.sum.fan", "Energy for the fan: {value:.1f} Wh.")),
)
