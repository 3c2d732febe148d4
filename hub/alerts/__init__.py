"""What leaves the hub when a node is in danger or silent: a message at the broker, and a call to a web address."""
