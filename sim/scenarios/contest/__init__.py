"""The contest of a project: worlds that judge any law, and what came of them."""
