// What both pages show of a node: badge, level, reason, link, values.
import { h, icon, theirs } from "../shared/dom.js";
import { age, has, lang, number, say, when } from "../shared/words.js";
import { now } from "../shared/news.js";

const MANY_WAIT = 60; // records; fewer are just on their way
const LOOKS = { danger: ["danger", "danger"], trouble: ["fault", "tools"], silent: ["fault", "hidden"], unsure: ["caution", "help"], none: ["idle", "check"] };
const KINDS = { sim: "badge.sim", real: "badge.real" };

// A node after an update that may hold only what changed.
export function merged(old, fresh) {
  if (!fresh.partial) return fresh;
  const readings = { ...old.readings };
  for (const [name, each] of Object.entries(fresh.readings || {})) readings[name] = { ...readings[name], ...each };
  return { ...old, ...fresh, readings };
}

export const path = (node) => `/node/${encodeURIComponent(node)}`;

export function badge(provenance) {
  const kind = provenance in KINDS ? provenance : "none";
  const big = kind === "none" ? "?" : provenance.toUpperCase();
  return h("span", { class: `badge badge-${kind}` }, h("b", null, big), h("span", null, say(KINDS[provenance] || "badge.none")));
}

export const project = (view) => view.project_name[lang];

// A node as people call it: by the name that the hub's keeper gave, with its own name beside it.
export const called = (view) => view.label || view.node;

export function known(view) {
  const more = [view.label ? view.node : "", view.place].filter(Boolean).join(" · ");
  return more ? h("span", { class: "known" }, theirs(more)) : null;
}

// What it means: color, icon and word; and the state by its name, with the program's own word where the two differ.
export function level(view) {
  const [meaning, drawing] = LOOKS[view.level];
  const word = h("span", { class: `state ${meaning}` }, icon(drawing), h("b", null, say(`level.${view.level}`)));
  return h("span", { class: `level level-${view.level}` }, word, view.state ? state(view) : null);
}

function state(view) {
  const name = view.state_name[lang];
  return h("span", { class: "state-name" }, theirs(name), name === view.state ? null : h("code", null, ` ${view.state}`));
}

// What is wrong with it, in words.
export function told(view) {
  if (!view.told.length) return null;
  return h("ul", { class: "told" }, ...view.told.map((each) => h("li", null, theirs(filled(each)))));
}

function filled({ key, values }) {
  const texts = Object.entries(values).map(([name, value]) => {
    if (typeof value === "number") return [name, number(value)];
    if (value !== null && typeof value === "object")
      return [name, "ts" in value ? when(value.ts) : "since" in value ? age(now() - value.since) : value[lang]];
    return [name, value];
  });
  return say(key, Object.fromEntries(texts));
}

export function said(view) {
  const text = view.said[lang] || view.why;
  return h("p", { class: "said" }, view.link !== "online" && text ? `${say("page.last_known")} ` : "", theirs(text));
}

export const link = (view) => h("span", { class: `link link-${view.link}` }, say(`link.${view.link}`));

// The age of the data, by the hub's clock, and what still waits on the device.
export function news(view) {
  const old = view.link === "never" ? [] : [say("page.news_ago", { age: age(now() - view.last_seen) })];
  if (view.backlog >= MANY_WAIT) old.push(say("page.backlog", { count: view.backlog }));
  return h("p", { class: `foot ${view.link === "online" ? "" : "foot-old"}` }, old.join(" · "));
}

export const label = (thing) => thing.name[lang];
export const unit = (name) => (has(`unit.${name}`) ? say(`unit.${name}`) : name);

export function value(reading) {
  if (reading.value === null) return say("value.unknown");
  if (typeof reading.value === "boolean") return say(reading.value ? "value.yes" : "value.no");
  return `${number(reading.value)} ${unit(reading.unit)}`.trim();
}

export const isBad = (reading) => reading.quality !== "good" || Boolean(reading.flag);

export function what(event) {
  const known = `event.${event.event}`;
  const done = event.command.part
    ? ` (${say(event.command.accepted ? "command.accepted" : "command.denied", { part: label(event.command) })})`
    : "";
  return (has(known) ? say(known) : event.event) + done;
}
