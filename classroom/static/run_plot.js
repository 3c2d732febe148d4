// The picture of a run as SVG: states, curves with their named limits, what is switched on, faults. See sim/plots/picture.py.
const NS = "http://www.w3.org/2000/svg";
const MARGIN = { left: 64, right: 12 };
const BAND = 26;
const CURVES = 120;
const ROW = 26;
const DASHES = { caution: "9 6", danger: "3 4", fault: "2 5", work: "12 4", idle: "1 5" };

function s(name, attributes = {}, text = "") {
  const found = document.createElementNS(NS, name);
  for (const [key, value] of Object.entries(attributes)) found.setAttribute(key, value);
  found.textContent = text;
  return found;
}

export function plot(box, description) {
  const draw = (found) => box.replaceChildren(drawing(found, Math.max(240, Math.round(box.clientWidth))));
  draw(description);
  return { update: draw, destroy: () => box.replaceChildren() };
}

function drawing(d, width) {
  const size = parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
  const wide = width / size; // in units of 16 px, so that a projector has larger words
  const { panels, rows } = d;
  const left = rows.length ? Math.min(130, wide * 0.3) : MARGIN.left;
  const x = (t) => left + ((Math.min(t, d.to_s) - d.from_s) / (d.to_s - d.from_s)) * (wide - left - MARGIN.right);
  const height = BAND + 8 + panels.length * (CURVES + 26) + 24 + rows.length * ROW;
  const root = s("svg", { viewBox: `0 0 ${wide} ${height}`, width, height: height * size, class: "run-plot", role: "img", "aria-label": d.title });
  let top = 0;
  for (const each of d.states) root.append(...state(each, x, top));
  top += BAND + 8;
  for (const panel of panels) {
    root.append(...curvesOf(panel, d, x, top + 20, left, wide));
    top += CURVES + 26;
  }
  for (const [t, words] of d.time_ticks) root.append(s("text", { x: x(t), y: top + 14, class: "soft", "text-anchor": "middle" }, words));
  top += 24;
  for (const row of rows) {
    root.append(...switched(row, d, x, top, left, wide));
    top += ROW;
  }
  return root;
}

const fit = (words, room) => (words.length * 8 < room ? words : "");

function state({ from_s, to_s, words, meaning }, x, top) {
  const width = Math.max(x(to_s) - x(from_s), 1);
  const band = s("rect", { x: x(from_s), y: top + 1, width, height: BAND - 2, class: `band ${meaning}-band` });
  return [band, s("text", { x: x(from_s) + width / 2, y: top + 18, "text-anchor": "middle", class: `${meaning}-word` }, fit(words, width))];
}

function curvesOf(panel, d, x, top, left, wide) {
  const y = (value) => top + CURVES - ((value - panel.low) / (panel.high - panel.low || 1)) * CURVES;
  const found = [s("text", { x: 0, y: top - 7, class: "ink" }, panel.unit ? `${panel.words} (${panel.unit})` : panel.words)];
  for (const { from_s, to_s } of d.faults) found.push(s("rect", { x: x(from_s), y: top, width: Math.max(x(to_s) - x(from_s), 2), height: CURVES, class: "broken-span" }));
  for (const [value, words] of panel.ticks) {
    found.push(s("path", { d: `M${left} ${y(value)}H${wide - MARGIN.right}`, class: "grid" }), s("text", { x: left - 6, y: y(value) + 5, "text-anchor": "end", class: "soft" }, words));
  }
  for (const { value, meaning } of panel.limits) found.push(s("path", { d: `M${left} ${y(value)}H${wide - MARGIN.right}`, class: `limit ${meaning}-line`, "stroke-dasharray": DASHES[meaning] || "6 4" }));
  for (const line of panel.lines) found.push(curve(line, x, y));
  for (const { value, words, meaning } of panel.limits) found.push(s("text", { x: wide - MARGIN.right - 2, y: y(value) - 4, "text-anchor": "end", class: `halo ${meaning}-word` }, words));
  return found;
}

function curve(line, x, y) {
  let path = "";
  let pen = "M";
  line.values.forEach((value, at) => {
    if (value !== null) path += `${pen}${x(line.t_s[at]).toFixed(1)} ${y(value).toFixed(1)}`;
    pen = value === null ? "M" : "L";
  });
  return s("path", { d: path, class: line.is_world ? "curve world" : "curve" });
}

function switched(row, d, x, top, left, wide) {
  const bar = ([from_s, to_s]) => s("rect", { x: x(from_s), y: top + 5, width: Math.max(x(to_s) - x(from_s), 1.5), height: ROW - 10, class: `on ${row.color}-on` });
  const beeps = row.beeps.flatMap((each) => {
    const width = Math.max(x(each.to_s) - x(each.from_s), 2);
    return [s("rect", { x: x(each.from_s), y: top + 5, width, height: ROW - 10, class: `beeps ${row.color}-beeps` }), s("text", { x: x(each.from_s) + width / 2, y: top + 18, "text-anchor": "middle", class: "halo ink" }, fit(each.words, width))];
  });
  return [s("text", { x: 0, y: top + 18, class: "ink" }, row.words), s("path", { d: `M${left} ${top + ROW / 2}H${wide - MARGIN.right}`, class: "grid" }), ...row.on.map(bar), ...beeps];
}
