// The picture of a run in a page:  const drawn = plot(box, description, high);  drawn.update(description);  drawn.destroy();
//
// `description` is the JSON of sim/plots/picture.py (Picture.as_json()), in the reader's language:
//   { title, subtitle, provenance: "sim" | "real", frame, lang, from_s, to_s, time_words, time_ticks: [[t_s, words], ...],
//     state_words, event_words, states: [{from_s, to_s, words, meaning, name}], faults: [the same], presses: [{t_s, words}],
//     panels: [{words, unit, low, high, ticks: [[value, words]], limits: [{value, words, meaning, name}],
//               lines: [{name, words, color, t_s: [], values: [number | null], held: [true | false], is_world}]}],
//     rows: [{name, words, color, on: [[from_s, to_s]], beeps: [{from_s, to_s, every_s, words}], unknown: [[from_s, to_s]]}],
//     still, key }
// In Python: `describe(recorder.recording, about(project), lang, translate, columns=400, to_s=...).as_json()`, where the recorder
// is a sink of the run: `Recorder(about(project).held_after_s, simulation.world.true)`. A run that goes on is described anew once
// a second with `to_s` = the end of the axis, so that it does not jump. Title, subtitle and SIM frame are not drawn here: the
// page has its own heading, and one `.sim` frame round the whole view. Colors are those of look/tokens.css, also when the theme
// changes. uPlot must be loaded before.
/* global uPlot */
import { bandHeight, drawBand, drawFoot, footHeight, gutterOf, pen } from "./run_rows.js";

const DASHES = { danger: [2, 3], caution: [8, 4], fault: [1, 3], work: [10, 3, 2, 3], idle: [10, 3, 2, 3] };
const EXPAND = 2; // uPlot: a gap reaches from the last known value to the next, whatever moments other curves have
const NOISY = 250; // turns up and down: so close that a thick line would be a band
const HIGH = 12; // letters: a panel alone, or the first one; the others are lower
const LOW = 7;
const RIGHT = 12; // px beside the plots

function element(tag, parent, className) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  parent.append(made);
  return made;
}

// `high`: the height of the first panel, in the height of a letter.
export function plot(box, description, high = HIGH) {
  let now = description;
  let shape = null;
  let panels = [];
  const root = element("div", box, "run-plot");
  root.style.position = "relative";
  const band = element("canvas", root);
  const middle = element("div", root);
  const foot = element("canvas", root);
  const words = element("p", root, "run-plot-words");
  words.style.cssText = "margin:0;font-size:var(--t-s);color:var(--soft)";

  const width = () => Math.max(240, Math.floor(box.getBoundingClientRect().width));

  function draw() {
    const wide = width();
    const gutter = gutterOf(now, wide);
    const frame = { left: gutter, right: wide - RIGHT, from: now.from_s, to: now.to_s };
    drawBand(sized(band, wide, bandHeight(now, frame)), now, frame);
    drawFoot(sized(foot, wide, footHeight(now)), now, frame);
    const wanted = JSON.stringify([wide, gutter, now.panels.map((each) => [each.words, each.lines.map((line) => [line.name, line.is_world])])]);
    if (wanted === shape) {
      panels.forEach((each, index) => each.update(now.panels[index]));
    } else {
      shape = wanted;
      for (const each of panels) each.destroy();
      middle.replaceChildren();
      panels = now.panels.map((each, index) => panel(middle, each, index ? LOW : high, wide, gutter, () => now));
    }
    const said = [now.still, now.key].filter(Boolean).join("  ·  ");
    if (words.textContent !== said) words.textContent = said;
    root.setAttribute("role", "img");
    root.setAttribute("aria-label", `${now.frame}: ${now.title}`);
  }

  const resized = new ResizeObserver(draw);
  resized.observe(box);
  const themed = new MutationObserver(() => {
    shape = null;
    draw();
  });
  themed.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
  document.fonts.ready.then(draw);
  draw();
  return {
    update(fresh) {
      now = fresh;
      draw();
    },
    destroy() {
      resized.disconnect();
      themed.disconnect();
      for (const each of panels) each.destroy();
      root.remove();
    },
  };
}

function sized(canvas, wide, high) {
  const ratio = devicePixelRatio;
  if (canvas.width !== Math.round(wide * ratio) || canvas.height !== Math.round(high * ratio)) {
    canvas.width = Math.round(wide * ratio);
    canvas.height = Math.round(high * ratio);
    canvas.style.width = `${wide}px`;
    canvas.style.height = `${high}px`;
    canvas.style.display = "block";
  }
  const context = canvas.getContext("2d");
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, wide, high);
  return context;
}

function isNoisy(values) {
  let [before, rose, turns] = [null, null, 0];
  for (const value of values) {
    if (value === null || value === before) continue;
    if (before !== null && rose !== null && rose !== value > before) turns++;
    if (before !== null) rose = value > before;
    before = value;
  }
  return turns > NOISY;
}

// Each line as one series, or as two: fresh, and dotted where an old value is held.
function seriesOf(panelNow, css) {
  const series = [];
  const tables = [];
  for (const line of panelNow.lines) {
    const base = { stroke: css(line.color), width: line.is_world ? 1 : isNoisy(line.values) ? 1.4 : 2.4, points: { show: false }, spanGaps: false };
    const old = line.held.map((held, index) => held || (index > 0 && line.held[index - 1]));
    const next = line.held.map((held, index) => index + 1 < line.held.length && line.held[index + 1]);
    const fresh = line.values.map((value, index) => (line.held[index] && old[index] ? null : value));
    const dotted = line.values.map((value, index) => (old[index] || next[index] ? value : null));
    series.push(base, { ...base, dash: [2, 3] });
    tables.push([line.t_s, fresh], [line.t_s, dotted]);
  }
  return { series, data: tables.length ? uPlot.join(tables, tables.map(() => [0, EXPAND])) : [[], []] };
}

function panel(parent, first, letters, wide, gutter, all) {
  let now = first;
  const size = pen().size;
  const high = Math.round(size * letters);
  const box = element("div", parent);
  const head = element("div", box, "run-plot-head");
  head.style.cssText = `padding-left:${gutter}px;display:flex;flex-wrap:wrap;column-gap:14px;font-size:${size * 0.875}px;line-height:1.5`;
  element("b", head).textContent = `${now.words} (${now.unit})`;
  const believed = now.lines.filter((line) => !line.is_world);
  if (believed.length > 1) {
    for (const line of believed) {
      const name = element("span", head);
      const mark = element("span", name);
      mark.textContent = "▬ ";
      mark.style.color = pen().css(line.color);
      name.append(line.words);
    }
  }
  const { css } = pen();
  const font = pen().font(0.8125, 400);
  const u = new uPlot(
    {
      width: wide,
      height: high,
      padding: [4, RIGHT, 4, 0],
      legend: { show: false },
      cursor: { show: false },
      scales: { x: { time: false, range: () => [all().from_s, all().to_s] }, y: { range: () => [now.low, now.high] } },
      axes: [
        { show: true, size: 0, splits: () => all().time_ticks.map(([t_s]) => t_s), values: (_, found) => found.map(() => ""), grid: { stroke: css("line"), width: 1 }, ticks: { show: false } },
        { size: gutter, font, stroke: css("ink"), splits: () => now.ticks.map(([value]) => value), values: () => now.ticks.map(([, words]) => words), grid: { stroke: css("line"), width: 1 }, ticks: { show: false } },
      ],
      series: [{}, ...seriesOf(now, css).series],
      hooks: { drawClear: [(self) => events(self, all())], draw: [(self) => limits(self, now)] },
    },
    seriesOf(now, css).data,
    box,
  );
  return {
    update(fresh) {
      now = fresh;
      u.setData(seriesOf(now, css).data);
    },
    destroy: () => u.destroy(),
  };
}

// Behind the curves: faults as pale stretches with two edges, presses as lines.
function events(u, now) {
  const { ctx } = u;
  const { css } = pen();
  const { left, top, width, height } = u.bbox;
  const x = (t_s) => Math.min(left + width, Math.max(left, u.valToPos(t_s, "x", true)));
  ctx.save();
  for (const fault of now.faults) {
    ctx.fillStyle = css("fault-pale");
    ctx.fillRect(x(fault.from_s), top, x(fault.to_s) - x(fault.from_s), height);
    ctx.fillStyle = css("fault");
    for (const t_s of [fault.from_s, fault.to_s]) if (t_s > now.from_s && t_s < now.to_s) ctx.fillRect(x(t_s), top, 1.5 * devicePixelRatio, height);
  }
  ctx.fillStyle = css("ink");
  for (const press of now.presses) ctx.fillRect(x(press.t_s), top, devicePixelRatio, height);
  ctx.restore();
}

// Over the curves: each limit with its own dash and its name.
function limits(u, now) {
  const { ctx } = u;
  const { css, font } = pen();
  const { left, width } = u.bbox;
  const ratio = devicePixelRatio;
  ctx.save();
  ctx.font = font(0.8125, 700, ratio);
  ctx.textBaseline = "bottom";
  ctx.textAlign = "left";
  let before = Infinity;
  let at = left + 4 * ratio;
  for (const limit of [...now.limits].sort((one, other) => one.value - other.value)) {
    const y = u.valToPos(limit.value, "y", true);
    const wide = ctx.measureText(limit.words).width;
    at = Math.abs(before - y) < pen().size * ratio ? at : left + 4 * ratio;
    ctx.strokeStyle = css(limit.meaning);
    ctx.lineWidth = 1.6 * ratio;
    ctx.setLineDash(DASHES[limit.meaning].map((each) => each * ratio));
    ctx.beginPath();
    ctx.moveTo(left, y);
    ctx.lineTo(left + width, y);
    ctx.stroke();
    ctx.globalAlpha = 0.7;
    ctx.fillStyle = css("card");
    ctx.fillRect(at - 2 * ratio, y - pen().size * ratio, wide + 4 * ratio, pen().size * ratio);
    ctx.globalAlpha = 1;
    ctx.fillStyle = css(limit.meaning);
    ctx.fillText(limit.words, at, y - ratio);
    before = y;
    at += wide + 14 * ratio;
  }
  ctx.restore();
}
