// An address to be typed, and as a QR code from its rows of 0 and 1, with the white border of four modules that cameras need.

// An address as one types it.
export const bare = (address) => address.replace(/^https?:\/\//, "").replace(/\/$/, "");

const BORDER = 4;
const make = (tag, attributes) => {
  const found = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [key, value] of Object.entries(attributes)) found.setAttribute(key, value);
  return found;
};

export function qr(rows, label) {
  const wide = rows.length + 2 * BORDER;
  const dark = rows.flatMap((row, y) => [...row].map((bit, x) => (bit === "1" ? `M${x + BORDER} ${y + BORDER}h1v1h-1z` : "")));
  const svg = make("svg", { viewBox: `0 0 ${wide} ${wide}`, role: "img", "aria-label": label, "shape-rendering": "crispEdges" });
  svg.append(make("rect", { width: wide, height: wide, fill: "#ffffff" }), make("path", { d: dark.join(""), fill: "#000000" }));
  return svg;
}
