"""The gas alarm's law in steps, each found by breaking the one before: `highland step gas_alarm`."""
