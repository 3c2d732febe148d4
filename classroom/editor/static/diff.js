// Which lines of a text are new, gone or the same: the longest common part, after what is alike at both ends.

const MOST = 4e6; // pairs of lines to look at: beyond, all lines between the ends count as new

// [{ kind: "same" | "old" | "new", text, line }], in the order in which they are read; `line` counts in the new text.
export function compared(original, text) {
  const [a, b] = [original.split("\n"), text.split("\n")];
  let from = 0;
  while (from < a.length && from < b.length && a[from] === b[from]) from++;
  let tail = 0;
  while (tail < a.length - from && tail < b.length - from && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  const middle = between(a.slice(from, a.length - tail), b.slice(from, b.length - tail));
  const same = (each) => ({ kind: "same", text: each });
  const rows = [...a.slice(0, from).map(same), ...middle, ...a.slice(a.length - tail).map(same)];
  let line = 0;
  return rows.map((row) => (row.kind === "old" ? row : { ...row, line: ++line }));
}

function between(a, b) {
  const rows = [];
  let [i, j] = [0, 0];
  if (a.length * b.length <= MOST) {
    const wide = b.length + 1;
    const longest = new Uint16Array((a.length + 1) * wide); // of the common part, from here to the end
    for (let x = a.length - 1; x >= 0; x--)
      for (let y = b.length - 1; y >= 0; y--)
        longest[x * wide + y] = a[x] === b[y] ? longest[(x + 1) * wide + y + 1] + 1 : Math.max(longest[(x + 1) * wide + y], longest[x * wide + y + 1]);
    while (i < a.length && j < b.length) {
      if (a[i] === b[j]) rows.push({ kind: "same", text: (j++, a[i++]) });
      else if (longest[(i + 1) * wide + j] >= longest[i * wide + j + 1]) rows.push({ kind: "old", text: a[i++] });
      else rows.push({ kind: "new", text: b[j++] });
    }
  }
  for (; i < a.length; i++) rows.push({ kind: "old", text: a[i] });
  for (; j < b.length; j++) rows.push({ kind: "new", text: b[j] });
  return rows;
}

// What is far from any change becomes one row { kind: "gap", count }.
export function folded(rows, round = 2) {
  const near = rows.map(() => false);
  rows.forEach((row, at) => {
    if (row.kind !== "same") for (let x = Math.max(0, at - round); x <= at + round && x < near.length; x++) near[x] = true;
  });
  const found = [];
  rows.forEach((row, at) => {
    const last = found[found.length - 1];
    if (near[at]) found.push(row);
    else if (last && last.kind === "gap") last.count++;
    else found.push({ kind: "gap", count: 1 });
  });
  return found;
}
