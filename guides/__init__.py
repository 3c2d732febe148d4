"""How to build each project from simple materials: what to buy, the steps, a test after each; in two languages.

`shop.toml` has the prices, `safety.toml` what every page says, `tests.toml` the test of each kind of part, and a folder
for each project its `parts.toml` and `guide.toml`. No board needs any of it.
"""
