"""Wait for what a page must ask for first: Playwright's own `wait_for_function` takes any promise for true."""

from typing import Any

MOST_MS = 60_000


def until(page: Any, asks: str, arg: Any = None) -> None:
    """Wait until `asks`, an async JavaScript function of `arg`, finds something true. Raises Error after a minute."""
    page.evaluate(
        f"""async (arg) => {{
          const end = performance.now() + {MOST_MS};
          while (!(await ({asks})(arg))) {{
            if (performance.now() > end) throw new Error("It did not come true within a minute");
            await new Promise((go) => setTimeout(go, 50));
          }}
        }}""",
        arg,
    )
