// The overview: cards that are updated by the event stream.
import { h, theirs } from "../shared/dom.js";
import { say } from "../shared/words.js";
import { listen } from "../shared/news.js";
import { badge, called, isBad, known, label, level, link, merged, news, path, project, said, told, value } from "./parts.js";

const LEVELS = ["danger", "trouble", "silent", "unsure", "none"];
const MOST_VALUES = 4;
const nodes = new Map();
const cards = new Map();
const place = document.getElementById("live");

const sections = {
  real: section("real", "page.real_nodes"),
  sim: section("sim", "page.sim_nodes"),
  none: section("none", "page.other_nodes"),
};
const attention = h("section", { class: "attention", "aria-live": "polite" });
const empty = document.querySelector(".empty"); // what to type: the server knows the addresses

function section(kind, title) {
  const count = h("span", { class: "count" });
  const list = h("ul", { class: "cards" });
  const heading = h("h2", { id: `h-${kind}`, class: "section-head" }, say(title), " ", count);
  const inside = h("section", { "aria-labelledby": `h-${kind}`, hidden: true }, heading, list);
  const box = kind === "sim" ? h("div", { class: "sim", "data-tab": `SIM · ${say("badge.sim")}`, hidden: true }, inside) : inside;
  return { box, inside, list, count };
}

const kindOf = (view) => (view.provenance in sections ? view.provenance : "none");

function card(view) {
  const kind = kindOf(view);
  const values = Object.values(view.readings).filter((each) => each.unit).slice(0, MOST_VALUES);
  return h(
    "li",
    { class: `card card-${kind} level-band-${view.level} ${view.link === "online" ? "" : "is-old"}`, "data-node": view.node },
    h("div", { class: "card-top" }, badge(view.provenance), link(view)),
    h("h3", null, h("a", { href: path(view.node) }, called(view)), " ", h("span", { class: "project" }, project(view))),
    known(view),
    level(view),
    said(view),
    told(view),
    values.length ? h("dl", { class: "values" }, ...values.map(short)) : null,
    news(view),
  );
}

function short(reading) {
  const kind = reading.flag ? "flagged" : isBad(reading) ? "not-known" : "";
  const text = reading.flag ? `${value(reading)} (${say("quality.flagged")})` : value(reading);
  return h("div", null, h("dt", null, label(reading)), h("dd", { class: kind }, text));
}

const rank = (a, b) =>
  LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level) ||
  (a.provenance !== "real") - (b.provenance !== "real") ||
  (a.node < b.node ? -1 : 1);

function show(changed) {
  for (const each of changed) {
    const view = merged(nodes.get(each.node), each);
    nodes.set(view.node, view);
    const fresh = card(view);
    const old = cards.get(view.node);
    if (old) {
      const hadFocus = old.contains(document.activeElement);
      old.replaceWith(fresh);
      if (hadFocus) fresh.querySelector("a").focus();
    }
    cards.set(view.node, fresh);
  }
  const sorted = [...nodes.values()].sort(rank);
  for (const [kind, { box, inside, list, count }] of Object.entries(sections)) {
    const mine = sorted.filter((view) => kindOf(view) === kind);
    box.hidden = inside.hidden = mine.length === 0;
    count.textContent = `(${mine.length})`;
    put(list, mine.map((view) => cards.get(view.node)));
  }
  empty.hidden = nodes.size > 0;
  lookHere(sorted);
}

// Move only what is out of place, so that nothing flickers and focus stays.
function put(list, wanted) {
  wanted.forEach((each, index) => {
    if (list.children[index] !== each) list.insertBefore(each, list.children[index] || null);
  });
  while (list.children.length > wanted.length) list.lastChild.remove();
}

function lookHere(sorted) {
  const alarms = sorted.filter((view) => view.level === "danger" || view.level === "trouble");
  attention.hidden = nodes.size === 0;
  attention.className = `attention ${alarms.length ? `has-${alarms[0].level}` : ""}`;
  const items = alarms.map((view) =>
    h("li", null, badge(view.provenance), level(view), h("a", { href: path(view.node) }, called(view)), theirs(project(view))),
  );
  const fresh = h("div", null, ...(items.length ? [h("h2", null, say("page.needs_you")), h("ul", null, ...items)] : [h("p", null, say("page.all_calm"))]));
  const old = attention.firstChild;
  if (!old) attention.append(fresh);
  else if (!old.isEqualNode(fresh)) old.replaceWith(fresh);
}

// Ages keep counting between two updates.
setInterval(() => {
  for (const [name, each] of cards) {
    each.querySelector(".foot").replaceWith(news(nodes.get(name)));
    each.querySelector(".told")?.replaceWith(told(nodes.get(name)) || "");
  }
}, 1000);

let isShown = false;
listen("/api/stream", (name, found) => {
  if (name === "all") {
    for (const each of [...nodes.keys()]) if (!found.nodes.some((view) => view.node === each)) nodes.delete(each);
  }
  if (found.nodes) show(found.nodes);
  if (!isShown) {
    isShown = true;
    const plain = document.querySelector(".plain");
    const title = plain.querySelector("h1");
    plain.replaceWith(title);
    place.append(attention, empty, ...Object.values(sections).map((each) => each.box));
  }
});
