"""A project's wiring as people build it: one sheet, and one step a part. Drawn from wiring.toml and nothing else."""
