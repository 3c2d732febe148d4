"""Parts that programs speak to by their pins alone; no driver of ours has their name."""
