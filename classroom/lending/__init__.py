"""Places for pupils' laws in the browser of the teacher, for laptops without a sandbox (Windows, macOS)."""
