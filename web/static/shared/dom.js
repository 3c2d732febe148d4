// Elements from text. Whatever a node wrote goes in as text, never as HTML.

export function h(name, attributes, ...children) {
  const found = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {}))
    if (typeof value === "function") found.addEventListener(key, value);
    else if (value !== null && value !== undefined && value !== false) found.setAttribute(key, value === true ? "" : value);
  found.append(...children.filter((each) => each !== null && each !== undefined && each !== ""));
  return found;
}

// Foreign text, isolated so that it cannot change the direction of the text around it.
export const theirs = (text) => h("bdi", null, String(text));

// Put it in place only where it has changed, so that focus and selection stay.
export function replace(old, fresh) {
  if (!old.isEqualNode(fresh)) old.replaceWith(fresh);
}

const ICONS = new URL("../look/icons.svg", import.meta.url).href;

// A drawing of look/icons.svg beside a word.
export function icon(name) {
  const make = (tag) => document.createElementNS("http://www.w3.org/2000/svg", tag);
  const found = make("svg");
  found.setAttribute("class", "ic");
  found.setAttribute("aria-hidden", "true");
  found.append(make("use"));
  found.firstChild.setAttribute("href", `${ICONS}#${name}`);
  return found;
}
