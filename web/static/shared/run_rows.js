// The parts of run_plot.js that are no curves: states, faults and presses in words above; rows of what is on, and the time, below.

const BESIDE = 6; // px between a bar and its words
const MOST_LANES = 4;

// Colors and letters of the page, as they are now.
export function pen() {
  const style = getComputedStyle(document.documentElement);
  const size = parseFloat(style.fontSize);
  const family = style.getPropertyValue("--font").trim() || "sans-serif";
  return {
    size,
    css: (name) => style.getPropertyValue(`--${name}`).trim(),
    font: (scale, weight, ratio = 1) => `${weight} ${Math.round(size * scale * ratio)}px ${family}`,
  };
}

const canvas = document.createElement("canvas").getContext("2d");

function measured(words, font) {
  canvas.font = font;
  return canvas.measureText(words).width;
}

// Room at the left for the longest name, but never more than a third.
export function gutterOf(now, wide) {
  const font = pen().font(0.875, 400);
  const names = [now.state_words, now.faults.length + now.presses.length ? now.event_words : "", ...now.rows.map((row) => row.words)];
  return Math.round(Math.min(Math.max(48, ...names.map((each) => measured(each, font))) + 10, wide * 0.34));
}

const place = (frame, t_s) => {
  const share = (t_s - frame.from) / (frame.to - frame.from);
  return frame.left + Math.min(1, Math.max(0, share)) * (frame.right - frame.left);
};

// Faults and presses, each in a lane in which nothing is in its way.
function lanesOf(now, frame) {
  const font = pen().font(0.8125, 700);
  const all = [...now.faults.map((each) => ({ ...each })), ...now.presses.map((each) => ({ ...each, from_s: each.t_s, to_s: each.t_s, isPress: true }))];
  const ends = [];
  const placed = [];
  for (const each of all.sort((one, other) => one.from_s - other.from_s)) {
    if (each.to_s < frame.from || each.from_s > frame.to) continue;
    const [from, to, wide] = [place(frame, each.from_s), place(frame, each.to_s), measured(each.words, font)];
    const inside = to - from > wide + BESIDE;
    const after = to + BESIDE + wide < frame.right;
    const [begin, end] = inside ? [from, to] : after ? [from, to + 2 * BESIDE + wide] : [from - BESIDE - wide, to];
    const below = begin < frame.left; // on a narrow screen there is no room beside the bar
    const [first, last] = below ? [frame.left, frame.right] : [begin, end];
    const free = ends.findIndex((one) => one <= first);
    const lane = free < 0 ? ends.length : free;
    if (lane + below >= MOST_LANES) continue;
    ends[lane] = last;
    if (below) ends[lane + 1] = last;
    const x = below ? Math.max(frame.left, Math.min(from, frame.right - wide)) : inside ? (from + to) / 2 : after ? to + BESIDE : from - BESIDE;
    placed.push({ ...each, lane, from, to, x, wordLane: lane + below, align: inside ? "center" : after || below ? "left" : "right" });
  }
  return { placed, count: ends.length };
}

export const bandHeight = (now, frame) => pen().size * (2.1 + 1.5 * lanesOf(now, frame).count);

export function drawBand(ctx, now, frame) {
  const { css, font, size } = pen();
  const high = size * 1.7;
  ctx.textBaseline = "middle";
  name(ctx, now.state_words, frame, high / 2);
  for (const state of now.states) {
    const [from, to] = [place(frame, state.from_s), place(frame, state.to_s)];
    if (to - from < 0.3) continue;
    hatched(ctx, from, 1, to - from, high - 2, css(`${state.meaning}-pale`), css(state.meaning), state.meaning);
    ctx.font = font(0.9375, 700);
    ctx.textAlign = "center";
    const wide = ctx.measureText(state.words).width;
    if (wide + 10 < to - from) tagged(ctx, state.words, (from + to) / 2, high / 2, wide, css(`${state.meaning}-pale`), css(state.meaning));
  }
  const { placed, count } = lanesOf(now, frame);
  if (count) name(ctx, now.event_words, frame, high + size * 0.9);
  for (const each of placed) {
    const y = high + size * (0.9 + 1.5 * each.lane);
    ctx.font = font(0.8125, 700);
    ctx.textAlign = each.isPress ? "center" : each.align;
    ctx.fillStyle = css(each.isPress ? "ink" : "fault");
    if (each.isPress) ctx.fillText("▼", each.from, y);
    else hatched(ctx, each.from, y - size * 0.6, Math.max(2, each.to - each.from), size * 1.2, css("fault-pale"), css("fault"), each.align === "center" ? "" : "fault");
    ctx.textAlign = each.align;
    ctx.fillStyle = css(each.isPress ? "ink" : "fault");
    ctx.fillText(each.words, each.x, y + size * 1.5 * (each.wordLane - each.lane), frame.right - frame.left);
  }
}

const ROW = 1.55; // letters high

export const footHeight = (now) => pen().size * (ROW * now.rows.length + 3.1);

export function drawFoot(ctx, now, frame) {
  const { css, size } = pen();
  ctx.textBaseline = "middle";
  const high = size * ROW * now.rows.length;
  for (const fault of now.faults) {
    const [from, to] = [place(frame, fault.from_s), place(frame, fault.to_s)];
    ctx.fillStyle = css("fault-pale");
    ctx.fillRect(from, 0, to - from, high);
    ctx.fillStyle = css("fault");
    for (const [x, t_s] of [[from, fault.from_s], [to, fault.to_s]]) if (t_s > frame.from && t_s < frame.to) ctx.fillRect(x, 0, 1.5, high);
  }
  now.rows.forEach((row, index) => drawRow(ctx, row, size * ROW * (index + 0.5), frame));
  drawTime(ctx, now, frame, high);
}

function drawRow(ctx, row, y, frame) {
  const { css, font, size } = pen();
  const half = size * 0.5;
  name(ctx, row.words, frame, y);
  ctx.fillStyle = css("line");
  ctx.fillRect(frame.left, y - 1, frame.right - frame.left, 2);
  for (const [from_s, to_s] of row.unknown) {
    const from = place(frame, from_s);
    hatched(ctx, from, y - half, place(frame, to_s) - from, 2 * half, css("fault-pale"), css("fault"), "fault");
  }
  ctx.fillStyle = css(row.color);
  for (const [from_s, to_s] of row.on) {
    if (to_s < frame.from || from_s > frame.to) continue;
    const from = place(frame, from_s);
    ctx.fillRect(from, y - half, Math.max(1.5, place(frame, to_s) - from), 2 * half);
  }
  for (const beeps of row.beeps) {
    const [from, to] = [place(frame, beeps.from_s), place(frame, beeps.to_s)];
    hatched(ctx, from, y - half, to - from, 2 * half, css("card"), css(row.color), "beeps");
    ctx.font = font(0.75, 700);
    ctx.textAlign = "center";
    const wide = ctx.measureText(beeps.words).width;
    if (wide + 12 < to - from) tagged(ctx, beeps.words, (from + to) / 2, y, wide, css("card"), css("ink"));
  }
}

function drawTime(ctx, now, frame, top) {
  const { css, font, size } = pen();
  ctx.font = font(0.8125, 400);
  ctx.fillStyle = css("ink");
  ctx.textAlign = "center";
  const widest = Math.max(...now.time_ticks.map(([, words]) => ctx.measureText(words).width)) + 10;
  const apart = now.time_ticks.length > 1 ? place(frame, now.time_ticks[1][0]) - place(frame, now.time_ticks[0][0]) : Infinity;
  const every = Math.ceil(widest / apart);
  now.time_ticks.forEach(([t_s, words], index) => {
    if (index % every === 0) ctx.fillText(words, Math.min(place(frame, t_s), frame.right + 10 - ctx.measureText(words).width / 2), top + size * 0.9);
  });
  ctx.fillText(now.time_words, (frame.left + frame.right) / 2, top + size * 2.3, frame.right - frame.left);
}

function name(ctx, words, frame, y) {
  const { css, font } = pen();
  ctx.font = font(0.875, 400);
  ctx.fillStyle = css("ink");
  ctx.textAlign = "right";
  ctx.fillText(words, frame.left - 6, y, frame.left - 8);
}

// Words on a ground of their own, in the middle of a hatch.
function tagged(ctx, words, x, y, wide, ground, ink) {
  const { size } = pen();
  ctx.fillStyle = ground;
  ctx.fillRect(x - wide / 2 - 4, y - size * 0.55, wide + 8, size * 1.1);
  ctx.fillStyle = ink;
  ctx.fillText(words, x, y);
}

function hatched(ctx, x, y, wide, high, ground, ink, kind) {
  ctx.save();
  ctx.beginPath();
  ctx.rect(x, y, wide, high);
  ctx.clip();
  ctx.fillStyle = ground;
  ctx.fillRect(x, y, wide, high);
  ctx.strokeStyle = ctx.fillStyle = ink;
  ctx.lineWidth = 1;
  ctx.beginPath();
  if (kind === "beeps") for (let at = x; at < x + wide; at += 5) ctx.rect(at, y, 1, high);
  if (kind === "caution" || kind === "danger") for (let at = x - high; at < x + wide; at += 9) { ctx.moveTo(at, y + high); ctx.lineTo(at + high, y); }
  if (kind === "danger") for (let at = x - high; at < x + wide; at += 9) { ctx.moveTo(at, y); ctx.lineTo(at + high, y + high); }
  if (kind === "fault") for (let row = y + 4; row < y + high; row += 7) for (let at = x + 4; at < x + wide; at += 7) ctx.rect(at, row, 1.4, 1.4);
  ctx.stroke();
  ctx.restore();
  ctx.strokeStyle = ink;
  ctx.lineWidth = 1.2;
  ctx.strokeRect(x, y, wide, high);
}
