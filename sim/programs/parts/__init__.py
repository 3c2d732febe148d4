"""Parts that other people's programs use; no driver of ours has their name."""
