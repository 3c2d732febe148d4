"""What a node keeps on its card until the hub has it: the outbox, and what is done when the card breaks."""
