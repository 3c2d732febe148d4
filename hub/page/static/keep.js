// What is seen, to take along: a CSV file of the window, and a picture of the plots with their title.
import { h } from "../shared/dom.js";
import { lang, say, when } from "../shared/words.js";

const GAP = 16;
const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

// `asked` gives {nodes, provenance, since, until}, `figures` the boxes of the plots, `title` the words above them.
export function keeping(asked, figures, title) {
  const trouble = h("p", { class: "trouble", role: "alert" });
  const file = async () => {
    const { nodes, provenance, since, until } = asked();
    const words = new URLSearchParams({ provenance, since, until: until + 0.001, lang });
    for (const node of nodes) words.append("node", node);
    const answer = await fetch(`/api/download?${words}`);
    trouble.textContent = answer.ok ? "" : say(answer.status === 413 ? "keep.too_much" : "keep.busy");
    if (answer.ok) give(await answer.blob(), /filename="([^"]+)"/.exec(answer.headers.get("content-disposition"))[1]);
  };
  const picture = () => {
    const { nodes, provenance, since, until } = asked();
    const sheet = drawn(figures(), title(), provenance, `${when(since)} – ${when(until)}`);
    const day = new Date(since * 1000).toISOString().slice(0, 10);
    const name = `${provenance === "sim" ? "SIM-" : ""}${nodes.length === 1 ? nodes[0].replaceAll(".", "-") : `${nodes.length}-nodes`}-${day}.png`;
    sheet.toBlob((blob) => give(blob, name));
  };
  return h("div", { class: "keep" },
    h("button", { type: "button", click: file }, say("keep.csv")),
    h("button", { type: "button", click: picture }, say("keep.picture")), trouble);
}

function give(blob, name) {
  const link = h("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

// All plots below each other; SIM stands in the title, in each plot and in the frame round all.
function drawn(figures, title, provenance, time) {
  const scale = devicePixelRatio;
  const plots = figures.map((box) => ({ name: box.querySelector("figcaption").firstChild.textContent, canvas: box.querySelector("canvas") }));
  const room = GAP * scale;
  const head = 40 * scale;
  const wide = Math.max(...plots.map(({ canvas }) => canvas.width), 320 * scale) + 2 * room;
  const high = plots.reduce((sum, { canvas }) => sum + canvas.height + head + room, 2 * head + 2 * room);
  const sheet = h("canvas", { width: wide, height: high });
  const ctx = sheet.getContext("2d");
  const font = (weight, size) => `${weight} ${size * scale}px "Be Vietnam Pro", system-ui, sans-serif`;
  const isSim = provenance === "sim";
  ctx.fillStyle = token("--card") || "#fff";
  ctx.fillRect(0, 0, wide, high);
  ctx.strokeStyle = token(isSim ? "--sim" : "--real");
  ctx.lineWidth = 3 * scale;
  if (isSim) ctx.setLineDash([10 * scale, 6 * scale]);
  ctx.strokeRect(1.5 * scale, 1.5 * scale, wide - 3 * scale, high - 3 * scale);
  ctx.textBaseline = "middle";
  ctx.fillStyle = token(isSim ? "--sim" : "--ink");
  ctx.font = font(700, 18);
  ctx.fillText(`${provenance.toUpperCase()} · ${title}`, room, room + head / 2, wide - 2 * room);
  ctx.fillStyle = token("--soft");
  ctx.font = font(400, 13);
  ctx.fillText(time, room, room + head * 1.2, wide - 2 * room);
  let y = room + 2 * head;
  for (const { name, canvas } of plots) {
    ctx.fillStyle = token("--ink");
    ctx.font = font(600, 14);
    ctx.fillText(name, room, y + head / 2, wide - 2 * room);
    ctx.drawImage(canvas, room, y + head);
    y += head + canvas.height + room;
  }
  return sheet;
}
