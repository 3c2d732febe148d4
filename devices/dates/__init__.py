"""What date it is, as far as a computer without a clock of its own can know. Never for a control law."""
