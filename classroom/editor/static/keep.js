// Texts with a name, kept in this browser. Where it keeps nothing (a private window), they last as long as the page.

const MOST = 100; // texts
export const LARGEST = 64 * 1024; // characters of one
const LONGEST = 30; // characters of a name
const STORE = "texts";

// A file name as Python can import it, without folders: `đèn nhà.py` is den_nha.py.
export function tidyName(name) {
  const stem = String(name).split(/[\\/]/).pop().replace(/\.\w{1,4}$/, "");
  const plain = stem.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đĐ]/g, "d").replace(/[^A-Za-z0-9]+/g, "_").replace(/^_+|_+$/g, "").slice(0, LONGEST);
  return plain ? `${/^\d/.test(plain) ? "p_" : ""}${plain}.py` : "";
}

// The name itself, or with a number where it is taken.
export function freeName(name, taken) {
  const stem = name.replace(/\.py$/, "");
  for (let count = 2, found = name; ; count++) {
    if (!taken.includes(found)) return found;
    found = `${stem}_${count}.py`;
  }
}

const done = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

function opened(name) {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "name" });
  return done(request);
}

// A shelf of texts: list() newest first, put(name, text), take(name), rename(old, name). `lasts`: kept after the page is closed.
export async function openShelf(name = "highland-programs") {
  let base = null;
  try {
    base = await opened(name);
  } catch {
    base = null;
  }
  const memory = new Map();
  const ask = (mode, call) => done(call(base.transaction(STORE, mode).objectStore(STORE)));
  const all = async () => (base ? await ask("readonly", (store) => store.getAll()) : [...memory.values()]);
  const set = (each) => (base ? ask("readwrite", (store) => store.put(each)) : memory.set(each.name, each));
  const cut = (key) => (base ? ask("readwrite", (store) => store.delete(key)) : memory.delete(key));
  let last = 0; // two texts of one millisecond still have an order
  const now = () => (last = Math.max(Date.now(), last + 1));
  return {
    lasts: base !== null,
    list: async () => (await all()).filter((each) => typeof each.text === "string").sort((a, b) => b.at - a.at),
    async put(key, text) {
      const kept = await all();
      if (text.length > LARGEST || (kept.length >= MOST && !kept.some((each) => each.name === key))) return false;
      await set({ name: key, text, at: now() });
      return true;
    },
    take: (key) => cut(key),
    async rename(old, key) {
      const found = (await all()).find((each) => each.name === old);
      if (!found) return;
      await set({ ...found, name: key });
      await cut(old);
    },
  };
}

// Hand the text to the reader as a file.
export function download(name, text) {
  const address = URL.createObjectURL(new Blob([text], { type: "text/x-python" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

// A chosen file as { name, text }, or null when it is no text of a usual size.
export async function chosen(file) {
  const name = tidyName(file.name);
  if (!name || file.size > LARGEST) return null;
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
    return text.includes("\0") ? null : { name, text };
  } catch {
    return null;
  }
}
