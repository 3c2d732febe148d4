"""The wiring list, wiring.toml: read, checked, drawn and listed."""
