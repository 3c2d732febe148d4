"""Stand-in for `grove`, Seeed's library for its base hat, where it is not installed: pins, bus, analog inputs."""
