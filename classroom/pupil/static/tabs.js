// Tabs: beside the picture on a wide screen, at the bottom of a phone. On a phone `view` shows the picture alone.
const tabs = [...document.querySelectorAll(".ways [role=tab]")];
const wide = matchMedia("(min-width: 60rem)");
const shown = () => tabs.filter((tab) => tab.offsetParent !== null);
let chosen = "lesson";
const hear = new Set();

export const onTab = (heard) => hear.add(heard);
export const nowAt = () => chosen;

export function choose(name) {
  chosen = wide.matches && name === "view" ? "lesson" : name;
  document.body.dataset.way = chosen;
  for (const tab of tabs) {
    const isChosen = tab.dataset.way === chosen;
    tab.setAttribute("aria-selected", String(isChosen));
    tab.tabIndex = isChosen ? 0 : -1;
    const panel = document.getElementById(`panel-${tab.dataset.way}`);
    if (panel) panel.hidden = !isChosen;
  }
  for (const each of hear) each(chosen);
}

for (const tab of tabs) {
  tab.addEventListener("click", () => choose(tab.dataset.way));
  tab.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const all = shown();
    const to = step ? all[(all.indexOf(tab) + step + all.length) % all.length] : { Home: all[0], End: all.at(-1) }[event.key];
    if (!to) return;
    event.preventDefault();
    choose(to.dataset.way);
    to.focus();
  });
}
wide.addEventListener("change", () => choose(chosen));
choose(chosen);
