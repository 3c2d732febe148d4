// One quantity of two or more nodes in one plot. All of them are real, or all simulated.
/* global uPlot */
import { h, theirs } from "../shared/dom.js";
import { number, say, tick } from "../shared/words.js";
import { listen, now } from "../shared/news.js";
import { around, times, watermark, width } from "../shared/plot.js";
import { badge, called, merged, path, unit } from "./parts.js";
import { keeping } from "./keep.js";
import { Window } from "./window.js";

const COLORS = ["--blue", "--orange", "--green", "--uv", "--red", "--amber", "--gray", "--ink"];
const DASHES = [[], [8, 4], [2, 3], [10, 3, 2, 3], [14, 5], [5, 5], [1, 4], [12, 2]];
const HEIGHT = 320;
const EVERY_S = 5;
const place = document.getElementById("live");
const { provenance, channel } = place.dataset;
const nodes = place.dataset.nodes ? place.dataset.nodes.split(" ") : [];
const views = new Map();

const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim() || "#18232e";
const canvas = h("div", { role: "img", "aria-label": `${provenance.toUpperCase()} ${place.dataset.title}` });
const caption = h("span", null, place.dataset.title);
const figure = h("figure", { class: "plot wide" }, h("figcaption", null, caption, badge(provenance)), canvas);
const legend = h("ul", { class: "legend" });
const note = h("p", { class: "note", role: "status" });
const window_ = new Window(askAnew);
let plot = null;
let extents = null; // by node: [first, last]; until they are known nothing is asked for
let asking = false;
let isStale = false;
let askedAt = -Infinity;
let tookS = 0; // the last answer: a slow hub is asked less often

function askAnew() {
  isStale = true;
  ask();
}

async function ask() {
  if (asking || !extents || (!isStale && (!window_.isLive || now() - askedAt < Math.max(EVERY_S, 5 * tookS)))) return;
  asking = true;
  isStale = false;
  askedAt = now();
  if (!plot) note.textContent = say("node.reading");
  const ends = [...extents.values()].filter(Boolean);
  const whole = ends.length ? [Math.min(...ends.map((each) => each[0])), Math.max(...ends.map((each) => each[1]))] : null;
  const [since, until] = window_.bounds(whole, now(), nodes.some((node) => views.get(node)?.link === "online"));
  const words = { provenance, channel, since, until: until + 1, limit: 600 };
  try {
    const answers = await Promise.all(nodes.map((node) => fetch(`/api/series?${new URLSearchParams({ node, ...words })}`).then((each) => each.json())));
    if (isStale) return;
    extents = new Map(answers.map((each) => [each.node, each.extent]));
    show(answers.map((each) => ({ node: each.node, ...(each.series.find((one) => one.unit) || { ts: [], mean: [], unit: "", least: 1 }) })));
  } finally {
    asking = false;
    tookS = now() - askedAt;
    if (isStale) ask();
  }
}

function show(all) {
  const drawn = all.filter((each) => each.ts.length);
  note.textContent = drawn.length ? "" : say("node.no_curve");
  window_.tell();
  legend.replaceChildren(...all.map((each, index) => {
    const last = each.mean.filter((value) => value !== null).at(-1);
    const key = h("canvas", { width: 40, height: 12, "aria-hidden": "true" });
    const ctx = key.getContext("2d");
    ctx.strokeStyle = token(COLORS[index % COLORS.length]);
    ctx.lineWidth = 3;
    ctx.setLineDash(DASHES[index % DASHES.length]);
    ctx.beginPath();
    ctx.moveTo(0, 6);
    ctx.lineTo(40, 6);
    ctx.stroke();
    const view = views.get(each.node);
    return h("li", null, key, h("a", { href: path(each.node) }, theirs(view ? called(view) : each.node)),
      h("b", null, last === undefined ? say("node.no_curve") : `${number(last)} ${unit(each.unit)}`));
  }));
  if (!drawn.length) return;
  const data = uPlot.join(drawn.map((each) => [each.ts, each.mean]));
  plot?.destroy();
  const least = Math.max(...drawn.map((each) => each.least));
  const line = (each) => {
    const index = all.indexOf(each);
    return { stroke: token(COLORS[index % COLORS.length]), width: 2, dash: DASHES[index % DASHES.length], points: { show: each.ts.length < 60, size: 4 } };
  };
  const axis = (more) => ({ stroke: token("--soft"), grid: { stroke: token("--line"), width: 1 }, ticks: { stroke: token("--line"), width: 1 }, font: '12px "Be Vietnam Pro", system-ui, sans-serif', ...more });
  plot = new uPlot(
    {
      width: width(canvas), height: HEIGHT, legend: { show: false }, cursor: { y: false, drag: { x: false, y: false } },
      scales: { x: { range: () => window_.padded() }, y: { range: (_, low, high) => around(low, high, least) } },
      axes: [axis({ values: times, space: 64 }), axis({ values: (_, ticks) => ticks.map(tick), size: 56 })],
      series: [{}, ...drawn.map(line)],
      hooks: { draw: [(self) => watermark(self, provenance)] },
    },
    data,
    canvas,
  );
  caption.textContent = `${place.dataset.title} (${unit(drawn[0].unit)})`;
}

if (nodes.length) {
  const asked = () => ({ nodes, provenance, since: window_.shown[0], until: window_.shown[1] });
  const title = () => nodes.map((node) => (views.get(node) ? called(views.get(node)) : node)).join(", ");
  place.append(window_.box, figure, legend, note, keeping(asked, () => [figure], title));
}
addEventListener("resize", () => plot?.setSize({ width: width(canvas), height: HEIGHT }));

let isFirst = true;
listen("/api/stream", (name, found) => {
  for (const each of found.nodes || []) views.set(each.node, merged(views.get(each.node), each));
  if (isFirst) {
    isFirst = false;
    Promise.all(nodes.map((node) => fetch(`/api/node/${encodeURIComponent(node)}`).then((each) => each.json()))).then((all) => {
      extents = new Map(all.map((each, index) => [nodes[index], each.extents?.[provenance]]));
      askAnew();
    });
  } else ask();
});
