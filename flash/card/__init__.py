"""The boot partition of a card that Raspberry Pi Imager has written: what a first boot needs, written whole."""
