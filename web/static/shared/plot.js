// Curves on a canvas, by uPlot. SIM or REAL is drawn into the picture itself, so that no copy of it can lose the word.
/* global uPlot */
import { tick } from "./words.js";

const found = getComputedStyle(document.documentElement);
const token = (name) => found.getPropertyValue(`--${name}`).trim(); // of look/tokens.css
const INK = token("soft");
const LINES = { sim: token("sim"), real: token("real") };

// `isOverBars`: with a white edge, or it would drown in them.
export function watermark(u, provenance, isOverBars = false) {
  const { ctx } = u;
  const { left, top, width, height } = u.bbox;
  const isSim = provenance === "sim";
  ctx.save();
  ctx.beginPath();
  ctx.rect(left, top, width, height);
  ctx.clip();
  ctx.fillStyle = isSim ? "rgba(122,31,122,.20)" : "rgba(15,63,102,.13)";
  ctx.textBaseline = "middle";
  ctx.textAlign = "center";
  const px = Math.min((isSim ? 46 : 34) * devicePixelRatio, height / 2);
  ctx.font = `800 ${px}px system-ui, sans-serif`;
  const write = (text, x, y) => {
    if (isOverBars) ctx.strokeText(text, x, y);
    ctx.fillText(text, x, y);
  };
  ctx.strokeStyle = "rgba(255,255,255,.8)";
  ctx.lineWidth = 4 * devicePixelRatio;
  ctx.lineJoin = "round";
  if (isOverBars) ctx.fillStyle = isSim ? "rgba(122,31,122,.45)" : "rgba(15,63,102,.35)";
  if (isSim) {
    const count = Math.max(1, Math.round(width / (px * 3.6)));
    for (let at = 0; at < count; at++) {
      ctx.save();
      ctx.translate(left + ((at + 0.5) * width) / count, top + height / 2);
      ctx.rotate(-0.2);
      write("SIM", 0, 0);
      ctx.restore();
    }
  } else {
    ctx.textAlign = "right";
    write("REAL", left + width - px * 0.2, top + px * 0.6);
  }
  ctx.restore();
}

const dates = (options) => {
  const form = new Intl.DateTimeFormat("en-GB", options); // day before month, 24 hours, in both languages
  return (ts) => form.format(new Date(ts * 1000));
};
const clock = dates({ hour: "2-digit", minute: "2-digit", hour12: false });
const seconds = dates({ hour: "2-digit", minute: "2-digit", second: "2-digit", hour12: false });
const day = dates({ day: "2-digit", month: "2-digit" });

export function times(u, ticks) {
  const span = u.scales.x.max - u.scales.x.min;
  const form = span > 2.5 * 86400 ? day : span < 300 ? seconds : clock;
  return ticks.map((ts) => [form(ts), second.line(ts)].filter(Boolean).join("\n"));
}

// What stands below the time of each tick of every plot: a page sets it.
export const second = { line: () => "" };

const axis = (more) => ({ stroke: INK, grid: { stroke: "#e8e5dc", width: 1 }, ticks: { stroke: "#e8e5dc", width: 1 }, font: "12px system-ui, sans-serif", ...more });

export const width = (box) => Math.max(200, Math.floor(box.getBoundingClientRect().width));

// One channel: the mean as a line, low to high as a pale band, what cannot be true as crosses.
export function curve(box, series, span, provenance) {
  const line = LINES[provenance] || INK;
  const data = (found) => [found.ts, found.low, found.high, found.mean];
  let flagged = series.flagged;
  let shownSpan = span;
  const crosses = (u) => {
    const { ctx } = u;
    ctx.save();
    ctx.strokeStyle = token("danger");
    ctx.lineWidth = 2 * devicePixelRatio;
    const r = 4 * devicePixelRatio;
    for (const [ts, value] of flagged) {
      const x = u.valToPos(ts, "x", true);
      const y = Math.min(Math.max(u.valToPos(value, "y", true), u.bbox.top + r), u.bbox.top + u.bbox.height - r);
      ctx.beginPath();
      ctx.moveTo(x - r, y - r);
      ctx.lineTo(x + r, y + r);
      ctx.moveTo(x + r, y - r);
      ctx.lineTo(x - r, y + r);
      ctx.stroke();
    }
    ctx.restore();
  };
  const many = series.ts.length > 120;
  const u = new uPlot(
    {
      width: width(box),
      height: 170,
      legend: { show: false },
      cursor: { sync: { key: "plots" }, y: false, drag: { x: false, y: false } },
      scales: { x: { range: () => shownSpan }, y: { range: (_, low, high) => around(low, high, series.least) } },
      axes: [axis({ values: times, space: 64 }), axis({ values: (_, ticks) => ticks.map(tick), size: 56 })],
      series: [
        {},
        { width: 0, points: { show: false } },
        { width: 0, points: { show: false } },
        { stroke: line, width: 2, points: { show: !many, size: 4, fill: line } },
      ],
      bands: [{ series: [2, 1], fill: `${line}2e` }],
      hooks: { draw: [crosses, (self) => watermark(self, provenance)] },
    },
    data(series),
    box,
  );
  return {
    resize: () => u.setSize({ width: width(box), height: 170 }),
    update: (fresh, freshSpan) => {
      flagged = fresh.flagged;
      shownSpan = freshSpan;
      u.setData(data(fresh));
    },
  };
}

// Not shorter than `least`, or noise would look like weather; and no negative axis for values that cannot be.
export function around(low, high, least = 0) {
  if (low === null || high === null) return [0, 1];
  const more = Math.max((high - low) * 0.08, (least - (high - low)) / 2) || Math.abs(high) * 0.05 || 1;
  const up = low >= 0 && low < more ? more - low : 0;
  return [low - more + up, high + more + up];
}

// Room for the longest name, but never more than two fifths of the picture.
function names(box, all) {
  const ctx = document.createElement("canvas").getContext("2d");
  ctx.font = "12px system-ui, sans-serif";
  return Math.min(Math.max(...all.map((each) => ctx.measureText(each).width)) + 14, width(box) * 0.4);
}

// Contacts and outputs: a row each, filled while it is on; where it was on for a part of the time, paler.
export function rows(box, all, span, provenance, name) {
  const color = LINES[provenance] || INK;
  const height = 26 * all.length + 48;
  let shown = all;
  let shownSpan = span;
  const draw = (u) => {
    const { ctx } = u;
    const { left, top, width: wide, height: high } = u.bbox;
    const row = high / shown.length;
    ctx.save();
    ctx.beginPath();
    ctx.rect(left, top, wide, high);
    ctx.clip();
    shown.forEach((series, index) => {
      const y = top + index * row;
      ctx.globalAlpha = 1;
      ctx.fillStyle = token("line");
      ctx.fillRect(left, y + row - 1, wide, 1);
      ctx.fillStyle = color;
      for (let at = 0; at < series.ts.length; ) {
        const on = series.mean[at];
        let after = at + 1;
        while (after < series.ts.length && series.mean[after] === on) after++;
        if (on !== null && on > 0) {
          const from = u.valToPos(series.ts[at], "x", true);
          const to = u.valToPos(series.ts[Math.min(after, series.ts.length - 1)], "x", true);
          ctx.globalAlpha = 0.25 + 0.6 * Math.min(1, on);
          ctx.fillRect(from, y + row * 0.2, Math.max(to - from, 2 * devicePixelRatio), row * 0.6);
        }
        at = after;
      }
      ctx.globalAlpha = 1;
    });
    ctx.restore();
    ctx.save();
    ctx.font = `${12 * devicePixelRatio}px system-ui, sans-serif`;
    ctx.textBaseline = "middle";
    ctx.textAlign = "left";
    ctx.fillStyle = token("ink");
    shown.forEach((series, index) => ctx.fillText(name(series), 0, top + (index + 0.5) * row, left - 8 * devicePixelRatio));
    ctx.restore();
  };
  const data = () => {
    const ts = [...new Set(shown.flatMap((each) => each.ts))].sort((a, b) => a - b);
    return [ts, ts.map(() => 0)];
  };
  const u = new uPlot(
    {
      width: width(box),
      height,
      legend: { show: false },
      cursor: { sync: { key: "plots" }, y: false, drag: { x: false, y: false } },
      scales: { x: { range: () => shownSpan }, y: { range: [0, 1] } },
      axes: [axis({ values: times, space: 64 }), axis({ size: names(box, all.map(name)), values: () => [], grid: { show: false }, ticks: { show: false } })],
      series: [{}, { width: 0, points: { show: false } }],
      hooks: { draw: [draw, (self) => watermark(self, provenance, true)] },
    },
    data(),
    box,
  );
  return {
    resize: () => u.setSize({ width: width(box), height }),
    update: (fresh, freshSpan) => {
      shown = fresh;
      shownSpan = freshSpan;
      u.setData(data());
    },
  };
}
