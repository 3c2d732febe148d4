from devices import Message

LINES = (
    ("used_wh", Message("tiny.used", "The lamp used {value:.2f} Wh.")),
    ("absent", Message("tiny.absent", "{value}")),
)
