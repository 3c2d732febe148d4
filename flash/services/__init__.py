"""The systemd services of a project and of the hub, and what makes the pins safe after them."""
