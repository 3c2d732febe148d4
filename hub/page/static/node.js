// One node: its current values, curves and events.
import { h, theirs } from "../shared/dom.js";
import { lang, say, when } from "../shared/words.js";
import { listen, now } from "../shared/news.js";
import { curve, rows, second } from "../shared/plot.js";
import { badge, called, isBad, known, label, level, link, merged, news, project, said, told, unit, value, what } from "./parts.js";
import { keeping } from "./keep.js";
import { simWhen, speed, under } from "./simtime.js";
import { Window } from "./window.js";

const POINTS = 600;
const place = document.getElementById("live");
const { node, provenance } = place.dataset;

let view = null;
let events = null;
let plots = new Map();
let extent; // [first, last] of this node's records, null for none; until that is known nothing is asked for
let pairs = []; // time and date in the simulated world
let asking = false;
let isStale = false; // chosen anew while asking
let askedAt = -Infinity;
let tookS = 0; // the last answer: a slow hub is asked less often

const window_ = new Window(askAnew);
const head = h("section", { class: "node-head" });
const tiles = h("dl", { class: "tiles" });
const outputs = h("dl", { class: "tiles" });
const plotBox = h("div", { class: "plots" });
const note = h("p", { class: "note" });
const list = h("tbody");
const counts = h("dl", { class: "counts" });
const outputSection = h("section", null, h("h2", null, say("node.outputs")), outputs);

function frame() {
  const heads = ["head.when", "head.what", "head.why"].map((each) => h("th", { scope: "col" }, say(each)));
  const asked = () => ({ nodes: [node], provenance, since: window_.shown[0], until: window_.shown[1] });
  const keep = keeping(asked, () => [...plots.values()].map((each) => each.box), () => [called(view), project(view)].join(" · "));
  place.append(
    head,
    h("section", null, h("h2", null, say("node.now")), tiles),
    outputSection,
    h("section", null, h("h2", null, say("node.curves")), window_.box, plotBox, note, keep),
    h("section", null, h("h2", null, say("node.events")), h("table", null, h("thead", null, h("tr", null, ...heads)), list)),
    h("section", null, h("h2", null, say("node.counts")), counts),
  );
  document.querySelector(".plain").remove();
}

function showHead() {
  const fast = speed(pairs);
  const simDate = provenance === "sim" && view.sim_ts !== null
    ? h("p", { class: "sim-date" }, `◆ ${say("node.sim_date")}: ${simWhen(view.sim_ts)}`, fast ? ` (${say("node.sim_speed", { times: fast })})` : "") : null;
  head.className = `node-head level-band-${view.level} ${view.link === "online" ? "" : "is-old"}`;
  head.replaceChildren(...[
    h("h1", null, theirs(called(view)), badge(provenance)),
    known(view),
    provenance === "sim" ? h("p", { class: "sim-long" }, say("badge.sim.long")) : null,
    h("p", null, theirs(project(view))),
    h("p", null, level(view)),
    told(view),
    said(view),
    h("p", null, link(view)),
    news(view),
    ...Object.entries(view.notes).map(([key, times]) => h("p", { class: "note" }, say(key, { times }))),
    simDate,
  ].filter(Boolean));
}

function tile(name, text, more, kind) {
  return h("div", { class: `tile ${kind}` }, h("dt", null, name), h("dd", null, text, more));
}

function showValues() {
  const isMine = view.provenance === provenance;
  tiles.replaceChildren(...Object.values(isMine ? view.readings : {}).map((each) => {
    const more = each.flag ? h("small", { class: "flagged" }, `${say("quality.flagged")}: ${say(`flag.${each.flag}`)}`)
      : isBad(each) ? h("small", null, say(`quality.${each.quality}`)) : null;
    return tile(label(each), value(each), more, each.flag ? "tile-flagged" : "");
  }));
  const told = Object.values(isMine ? view.commanded : {});
  outputSection.hidden = told.length === 0;
  outputs.replaceChildren(...told.map((each) => tile(label(each), say(each.said), null, each.on ? "tile-on" : "")));
  const all = { records: view.records, backlog: view.backlog, refused: view.refused, skipped: view.skipped };
  counts.replaceChildren(...Object.entries(all).map(([key, count]) => h("div", null, h("dd", null, String(count)), h("dt", null, say(`count.${key}`)))));
}

function showEvents() {
  const mine = events.filter((each) => each.provenance === provenance);
  list.replaceChildren(...mine.map((each) =>
    h("tr", { class: each.urgent ? "urgent" : null },
      h("td", { "data-head": say("head.when") }, when(each.ts)),
      h("td", { "data-head": say("head.what") }, h("span", null, what(each), " ", h("code", null, each.state))),
      h("td", { "data-head": say("head.why") }, theirs(each.said[lang] || each.why)))));
  if (!mine.length) list.append(h("tr", null, h("td", { colspan: 3 }, say("node.no_events"))));
}

function askAnew() {
  askedAt = -Infinity;
  isStale = true;
  ask();
}

// Curves show what the store keeps, and nothing else; fetched again when the node has new data, seldom for a long time.
async function ask() {
  const [before, after] = window_.shown;
  const every = Math.min(600, Math.max(3, (after - before) / 1200, 5 * tookS));
  if (asking || extent === undefined || (!isStale && (!window_.isLive || now() - askedAt < every))) return;
  asking = true;
  isStale = false;
  askedAt = now();
  if (!plots.size) note.textContent = say("node.reading");
  const [since, until] = window_.bounds(extent, now(), view.link === "online");
  try {
    const words = new URLSearchParams({ node, provenance, since, until: until + 1, limit: POINTS });
    const answer = await fetch(`/api/series?${words}`);
    if (answer.ok && !isStale) {
      const found = await answer.json();
      extent = found.extent;
      pairs = found.sim_times;
      second.line = under(pairs);
      showCurves(found.series, window_.padded());
      window_.tell();
      showHead();
    }
  } finally {
    asking = false;
    tookS = now() - askedAt;
    if (isStale) ask();
  }
}

function showCurves(all, span) {
  const isSwitch = (each) => each.unit === "";
  const order = [...Object.keys(view.readings), ...Object.keys(view.commanded)]; // as the node names them
  const place = (each) => (order.indexOf(each.channel) + order.length + 1) % (order.length + 1); // unknown ones last
  const drawn = all.filter((each) => each.ts.length || each.flagged.length).sort((a, b) => place(a) - place(b));
  const switches = drawn.filter(isSwitch);
  const shapes = [...drawn.filter((each) => !isSwitch(each)).map((each) => [`${each.channel} ${each.unit}`, each])];
  if (switches.length) shapes.push([`switches ${switches.map((each) => each.channel)}`, switches]);
  const fresh = new Map();
  const key = (name) => `${name} ${Boolean(pairs.length)}`;
  for (const [name, series] of shapes) {
    const old = plots.get(key(name));
    if (old) old.update(series, span);
    fresh.set(key(name), old || figure(series, span));
  }
  for (const [name, old] of plots) if (!fresh.has(name)) old.box.remove();
  plots = fresh;
  const flagged = drawn.reduce((sum, each) => sum + each.flagged.length, 0);
  note.textContent = !drawn.length ? say("node.no_curve") : `${say("node.band")} ${flagged ? say("node.flag_note", { count: flagged }) : ""}`;
}

function figure(series, span) {
  const isRows = Array.isArray(series);
  const name = isRows ? say("node.switches") : `${label(series)} (${unit(series.unit)})`;
  const canvas = h("div", { role: "img", "aria-label": `${provenance.toUpperCase()} ${name}` });
  const words = isRows ? "" : new URLSearchParams({ provenance, channel: series.channel, node });
  const compare = isRows ? null : h("a", { href: `/compare?${words}` }, say("compare.link"));
  const box = h("figure", { class: `plot ${isRows ? "wide" : ""}` }, h("figcaption", null, h("span", null, name), compare, badge(provenance)), canvas);
  plotBox.append(box);
  const drawn = isRows ? rows(canvas, series, span, provenance, label) : curve(canvas, series, span, provenance);
  return { box, ...drawn };
}

addEventListener("resize", () => plots.forEach((each) => each.resize()));
setInterval(() => {
  if (!view) return;
  head.querySelector(".foot")?.replaceWith(news(view));
  head.querySelector(".told")?.replaceWith(told(view) || "");
}, 1000);

listen("/api/stream", (name, found) => {
  const mine = (found.nodes || []).find((each) => each.node === node);
  const isFirst = view === null;
  if (mine) view = merged(view, mine);
  if (!view) return;
  if (mine) {
    showHead();
    showValues();
  }
  if (isFirst) {
    frame();
    fetch(`/api/node/${encodeURIComponent(node)}`).then((answer) => answer.json()).then((got) => {
      extent = got.extents[provenance] || null;
      askAnew();
    });
  } else if (mine) ask();
  if (isFirst || (found.events || []).some((each) => each.node === node))
    fetch(`/api/events?node=${encodeURIComponent(node)}&limit=100`).then((answer) => answer.json()).then((got) => {
      events = got.events;
      showEvents();
    });
});
