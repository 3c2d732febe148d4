"use strict";
/* A board in a worker: Python, our packages, one session. The page talks to it by JSON texts, and starts it with one
   object: { start: { pyodide, packs, programs, size, key, version, is_fresh, project } }: `packs` are unpacked now, the
   archive `programs` when a program comes, unless it is one of them; what few programs import lies beside it. A picture
   of the memory that is kept under `key` is restored, and otherwise one with `project` is made; never when `is_fresh`:
   the last one was none. `law` { ours, files } makes it a place for one law instead (classroom/lending): of this browser
   nothing is left to that. What is not for the session begins with "_". */

importScripts("zone.js", "tidy.js", "memory.js");

const HOME = "/highland";
const PROGRAMS = "programs"; // what in_worker.py calls that archive
const ENVIRONMENT = { HOME: "/home/pyodide", PYTHONHASHSEED: "0", PYTHONDONTWRITEBYTECODE: "1" };
const NO_PACKAGES = JSON.stringify({
  info: { abi_version: "2025_0", arch: "wasm32", platform: "emscripten_4_0_9", python: "3.13.2", version: "0.29.5" },
  packages: {},
});
const channel = new MessageChannel();
let python = null;
let board = null;
let ofPrograms = ""; // where the archive is that programs need; it is fetched for the first of them
let held = null; // messages that wait for it
let timer = 0;
let isDue = false; // a turn is on its way through the channel

const post = (text) => self.postMessage(text);
const tell = (message) => post(JSON.stringify(message));

self.onmessage = ({ data }) => {
  if (typeof data !== "string") {
    start(data.start).catch(giveUp);
  } else if (data.startsWith('{"_ping"')) {
    post(data.replace("_ping", "_pong"));
  } else if (board) {
    deliver(data);
  }
};

function deliver(text) {
  if (held) {
    held.push(text);
    return;
  }
  guarded(() => {
    const wanted = board.receive(text);
    if (wanted) bring(wanted, text);
  });
  soon(0);
}

/** Fetch what a program needs, one archive after the other, and go on with its message and those that came meanwhile. */
async function bring(first, text) {
  held = [];
  tell({ _bringing: true }); // a slow phone imports for seconds, and answers nothing meanwhile
  for (let wanted = first; wanted; ) {
    const name = wanted;
    const archive = await fetched(name === PROGRAMS ? ofPrograms : new URL(name, ofPrograms).href).catch(() => null);
    wanted = "";
    guarded(() => {
      if (!archive) {
        board.cannot_bring(text);
        return;
      }
      unpack(archive, python.FS);
      board.is_here(name);
      wanted = board.receive(text);
    });
  }
  const later = held;
  held = null;
  tell({ _bringing: false });
  later.forEach(deliver);
  soon(0);
}

async function fetched(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response.arrayBuffer();
}

// starting

async function start({ pyodide, packs, programs, size, key, version, is_fresh, project, law }) {
  ofPrograms = programs;
  if (is_fresh) await pictures.forget(key);
  const picture = await pictures.kept(key);
  if (picture) tell({ _restoring: true });
  else countDownloads(size); // what is here already is quickly there
  const archives = Promise.all(packs.map(fetched));
  importScripts(`${pyodide}pyodide.js`);
  const makesPicture = !picture && !is_fresh;
  if (law) boundMemory();
  python = await loadPyodide({
    indexURL: pyodide,
    lockFileContents: NO_PACKAGES,
    packageBaseUrl: pyodide,
    env: ENVIRONMENT,
    stdout: () => {},
    stderr: () => {},
    ...(picture ? { _loadSnapshot: new Uint8Array(picture) } : {}),
    ...(makesPicture ? { _makeSnapshot: true } : {}),
  });
  python._api.config._loadSnapshot = null;
  if (picture && picture.transfer) picture.transfer(0); // 25 MB that nobody needs any more
  for (const archive of await archives) unpack(archive, python.FS);
  tell({ _starting: "python" });
  if (!picture) python.runPython(`import sys; sys.path.insert(0, "${HOME}")`);
  const kept = makesPicture ? keepPicture(project, packs.includes(programs), key, version) : null;
  if (law) {
    await kept;
    placeLaw(law);
    tell({ _ready: true });
    return;
  }
  const module = python.pyimport("classroom.browser.in_worker");
  board = module.InWorker(post);
  if (packs.includes(programs)) board.is_here(PROGRAMS);
  channel.port1.onmessage = turn;
  self.tidy(); // what the start has left behind, 30 MB
  tell({ _ready: true, heap_bytes: python._module.HEAP8.length });
}

function keepPicture(project, withPrograms, key, version) {
  try {
    const module = python.pyimport("classroom.browser.in_worker");
    module.warm_up(project, withPrograms);
    module.destroy();
    return pictures.keep(key, version, python.makeMemorySnapshot().buffer);
  } catch (error) {
    tell({ _no_snapshot: String(error).slice(0, 500) });
    return null;
  }
}

// a place for one law

const LAW_PAGES = 8192; // of 64 kB: half a GB
const NOT_FOR_LAWS = [
  ...["indexedDB", "caches", "navigator", "BroadcastChannel", "Worker", "SharedWorker", "WebSocket", "WebTransport"],
  ...["EventSource", "XMLHttpRequest", "fetch", "importScripts", "Notification", "FileReaderSync"],
];

function boundMemory() {
  const Memory = WebAssembly.Memory;
  WebAssembly.Memory = function (asked) {
    return new Memory({ ...asked, maximum: Math.min(asked.maximum, LAW_PAGES) });
  };
}

/** What this browser keeps, other workers and the network are out of reach before a line of the law is here. */
function placeLaw({ ours, files }) {
  for (const [name, text] of Object.entries(ours)) {
    const path = `${HOME}/${name}`;
    python.FS.mkdirTree(path.slice(0, path.lastIndexOf("/")));
    python.FS.writeFile(path, text);
  }
  const module = python.pyimport("classroom.marks.inside.in_browser");
  board = module.LawHere(post, python.toPy(files));
  channel.port1.onmessage = turn;
  for (const name of NOT_FOR_LAWS) {
    for (let at = self; at; at = Object.getPrototypeOf(at)) delete at[name];
  }
}

/** Tell how much of what must be there has come, by a second reader of each response. */
function countDownloads(total) {
  const real = self.fetch.bind(self);
  let done = 0;
  const count = (bytes) => {
    done += bytes;
    tell({ _downloaded: Math.min(done, total), of: total });
  };
  const read = async (reader) => {
    for (let part = await reader.read(); !part.done; part = await reader.read()) count(part.value.length);
  };
  self.fetch = async (...asked) => {
    const response = await real(...asked);
    if (response.body) read(response.clone().body.getReader()).catch(() => {});
    return response;
  };
}

/** Write the files of an archive that is not compressed: one local header after the other. */
function unpack(content, FS) {
  const view = new DataView(content);
  const text = new TextDecoder();
  const folders = new Set();
  for (let at = 0; view.getUint32(at, true) === 0x04034b50; ) {
    const size = view.getUint32(at + 18, true);
    const nameEnd = at + 30 + view.getUint16(at + 26, true);
    const name = text.decode(new Uint8Array(content, at + 30, nameEnd - at - 30));
    const start = nameEnd + view.getUint16(at + 28, true);
    const path = `${HOME}/${name}`;
    const folder = path.slice(0, path.lastIndexOf("/"));
    if (!folders.has(folder)) FS.mkdirTree(folder);
    folders.add(folder);
    FS.writeFile(path, new Uint8Array(content, start, size), { canOwn: true });
    at = start + size;
  }
}

// the session's slices, with the page's messages between them

function turn() {
  isDue = false;
  guarded(() => {
    const left_s = board.go_on();
    if (left_s >= 0) soon(left_s);
  });
}

function soon(left_s) {
  clearTimeout(timer);
  timer = 0;
  if (isDue) return;
  if (left_s > 0) {
    timer = setTimeout(turn, left_s * 1000);
    return;
  }
  isDue = true;
  channel.port2.postMessage(0);
}

function guarded(run) {
  try {
    run();
  } catch (error) {
    giveUp(error);
  }
}

function giveUp(error) {
  board = null;
  const text = `${(error && error.stack) || error}`.slice(-2000);
  tell({ _lost: text, is_memory: error instanceof RangeError || /out of memory|MemoryError/i.test(text) });
}
