"""The broker: the embedded one, or mosquitto with the same rules; and the bridge to the hub above."""
