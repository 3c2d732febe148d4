// What both pages show of a node: badge, level, reason, link, values.
import { h, icon, theirs } from "../shared/dom.js";
import { age, has, lang, number, say } from "../shared/words.js";
import { now } from "../shared/news.js";

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

// What it means: color, icon and word; and the state as the program names it.
export function level(view) {
  const [meaning, drawing] = LOOKS[view.level];
  const word = h("span", { class: `state ${meaning}` }, icon(drawing), h("b", null, say(`level.${view.level}`)));
  return h("span", { class: `level level-${view.level}` }, word, h("code", null, view.state));
}

export function said(view) {
  const text = view.said[lang] || view.why;
  return h("p", { class: "said" }, view.link !== "online" && text ? `${say("page.last_known")} ` : "", theirs(text));
}

export const link = (view) => h("span", { class: `link link-${view.link}` }, say(`link.${view.link}`));

// The age of the data, by the hub's clock, and what still waits on the device.
export function news(view) {
  const old = view.link === "never" ? [] : [say("page.news_ago", { age: age(now() - view.last_seen) })];
  if (view.backlog) old.push(say("page.backlog", { count: view.backlog }));
  return h("p", { class: `foot ${view.link === "online" ? "" : "foot-old"}` }, old.join(" · "));
}

export const label = (thing) => thing.name[lang];

export function value(reading) {
  if (reading.value === null) return say("value.unknown");
  if (typeof reading.value === "boolean") return say(reading.value ? "value.yes" : "value.no");
  return `${number(reading.value)} ${reading.unit}`.trim();
}

export const isBad = (reading) => reading.quality !== "good" || Boolean(reading.flag);

export function what(event) {
  const known = `event.${event.event}`;
  const done = event.command.part
    ? ` (${say(event.command.accepted ? "command.accepted" : "command.denied", { part: label(event.command) })})`
    : "";
  return (has(known) ? say(known) : event.event) + done;
}
