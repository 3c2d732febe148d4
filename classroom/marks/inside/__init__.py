"""What runs inside a sandbox, beside code that nobody here has read. It must not be believed by anything outside."""
