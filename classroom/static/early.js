// A click on a button before the page's own modules are there waits for them, and is done then, once.
const waits = new Set();

function keep(event) {
  const button = event.target.closest?.("button");
  if (!button) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  waits.add(button);
  button.setAttribute("aria-busy", "true");
}

function release() {
  removeEventListener("click", keep, true);
  for (const button of waits) {
    button.removeAttribute("aria-busy");
    button.click();
  }
}

addEventListener("click", keep, true);
document.addEventListener("DOMContentLoaded", () => {
  const modules = [...document.querySelectorAll("script[type=module]")];
  Promise.allSettled(modules.map((each) => import(each.src))).then(release); // the very same modules: each runs once
});
