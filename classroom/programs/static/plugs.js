/** What is plugged in, where a pupil chooses it: the same words as behind --plug on the command line.
 *
 *  const plugs = mountPlugs(box, offered);   as classroom/programs/plugs.py offers it
 *  plugs.show(name)      the choice for this program
 *  plugs.of(name)        ["gpio17=button"]; empty: the board plugs in what the program asks for
 *  plugs.rename(old, name)
 *
 *  The choice is kept in this browser, by the name of the program. */

import { h } from "../shared/dom.js";
import { say } from "../shared/words.js";

const KEPT = "highland.plugs";
const MOST = 12;
const ON = {
  gpio: "program.plugs.on_pin",
  i2c: "program.plugs.on_i2c",
  spi: "program.plugs.on_spi",
  uart: "program.plugs.on_port",
};

const shown = (place) => (place.startsWith("0x") ? place : place.toUpperCase());

export function mountPlugs(box, { parts, places: usual }) {
  let current = "";
  const all = read();
  const byName = new Map(parts.map((each) => [each.part, each]));
  const title = h("summary", null, "");
  const part = h("select", { "aria-label": say("program.plugs.part"), change: places }, ...Object.entries(ON).map(([where, key]) =>
    h("optgroup", { label: say(key) }, ...parts.filter((each) => each.where === where).map((each) => h("option", { value: each.part }, each.words))),
  ));
  const place = h("select", { "aria-label": say("program.plugs.place") });
  const add = h("button", { type: "button", click: plugIn }, say("program.plugs.add"));
  const list = h("ul", null);
  box.replaceChildren(title, h("p", { class: "soft" }, say("program.plugs.about")), list, h("div", { class: "row" }, part, place, add));
  part.value = byName.has("button") ? "button" : part.value;
  places();

  const of = (name) => all[name] ?? [];

  function places() {
    const { where, addresses } = byName.get(part.value);
    const found = usual[where] ?? addresses;
    place.replaceChildren(...found.map((each) => h("option", { value: each }, shown(each))));
    if (found.includes("gpio17")) place.value = "gpio17";
  }

  function plugIn() {
    const others = of(current).filter((each) => !each.startsWith(`${place.value}=`));
    set([...others, `${place.value}=${part.value}`].slice(-MOST));
  }

  function set(found) {
    if (found.length) all[current] = found;
    else delete all[current];
    write(all);
    show(current);
  }

  function row(plug) {
    const [where, name] = plug.split("=");
    const kind = byName.get(name);
    const said = `${shown(where)}: ${kind?.words ?? name}`;
    const out = () => {
      set(of(current).filter((each) => each !== plug));
      title.focus();
    };
    return h("li", { class: "row" }, h("span", null, `${said} `, h("code", null, plug)), h("button", { type: "button", "aria-label": `${say("program.plugs.out")}: ${said}`, click: out }, say("program.plugs.out")));
  }

  function show(name) {
    current = name;
    const found = of(name);
    title.textContent = found.length ? say("program.plugs.chosen", { count: found.length }) : say("program.plugs");
    list.replaceChildren(...found.map(row));
  }

  show("");
  return {
    show,
    of,
    rename(old, name) {
      if (!all[old]) return;
      all[name] = all[old];
      delete all[old];
      write(all);
    },
  };
}

function read() {
  try {
    const found = JSON.parse(localStorage.getItem(KEPT)) ?? {};
    const isChoice = (each) => Array.isArray(each) && each.every((plug) => typeof plug === "string");
    return Object.fromEntries(Object.entries(found).filter(([, each]) => isChoice(each)));
  } catch {
    return {};
  }
}

function write(all) {
  try {
    localStorage.setItem(KEPT, JSON.stringify(all));
  } catch {
    // a browser that keeps nothing: the choice lasts as long as the page
  }
}
