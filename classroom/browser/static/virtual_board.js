/** A board in this page: its worker, its download, its heart, and its beginning again when a program never ends.
 *
 *  const board = await startBoard({ begin, onMessage, onProgress, onTrouble, laptop });
 *  board.send({ do: "pause" });  const answer = await board.ask({ do: "picture" });  board.probe;  board.stop();
 *
 *  `begin` is the session's first message, without its "do"; without one, the board waits for a program.
 *  `laptop(handlers)` opens a seat on the teacher's laptop, where there is one: it gives {post(text), close()}.
 *  onProgress({ done, of, words }), onTrouble({ kind: "old"|"memory"|"endless"|"slow"|"lost", words, files }):
 *  `words` is a key for shared/words.js.
 */

import { Heart } from "./heart.js";
import { bootBegins, bootEnds, probe } from "./probe.js";
import { Remembered } from "./remembered.js";
import "./tidy.js";

const HERE = new URL(".", import.meta.url);
const PYTHON = new URL("../pyodide/", HERE).href;
const SILENT_MS = 4000; // no answer for so long: what runs never ends. (A loop in a law is found by law_watch.py.)
const LAW_SILENT_MS = 1000; // the same while nothing but a pupil's law runs: it takes a thousandth of that
const RESTORE_MS = 20_000; // a picture of the memory that takes longer than this is none
const STOP_MS = 400; // a program that is told to stop has so long
const SLOW_MS = 30_000; // a start that takes longer is worth a word
const NOTHING = () => {};

export async function startBoard(options) {
  const board = new VirtualBoard(options);
  await board.boot();
  return board;
}

class VirtualBoard {
  constructor({ begin, onMessage, onProgress = NOTHING, onTrouble = NOTHING, laptop = null }) {
    Object.assign(this, { onMessage, onProgress, onTrouble, laptop });
    this.remembered = new Remembered({ do: "begin", ...begin });
    this.probe = { ...probe(), snapshot: false, boot_ms: 0 };
    this.carrier = null; // who takes texts to the session: {post, close}
    this.waiting = new Map(); // id -> what resolves its promise
    this.asked = 0;
    this.run = null; // the number of the run that was heard of last
    this.isStopped = false;
    // A browser may keep a page that was left, for the way back, and its board's memory with it.
    addEventListener("pagehide", () => this.stop());
    addEventListener("pageshow", ({ persisted }) => persisted && location.reload());
    this.heart = new Heart((n) => this.carrier.post(`{"_ping":${n}}`), () => this.fellSilent("endless"), () => this.hasOwnLaw());
  }

  /** Send a message to the session. */
  send(message) {
    if (this.isStopped) return;
    this.remembered.sent(message);
    if (!this.carrier) return; // a new board begins with what was remembered
    this.carrier.post(JSON.stringify(message));
    this.heart.ordered();
    if (message.do === "stop") this.mustAnswerSoon();
  }

  /** Send a message; its answer, or {kind: "refused", lost: true} when the board was lost meanwhile. */
  ask(message) {
    const id = message.id ?? `b${(this.asked += 1)}`;
    return new Promise((resolve) => {
      if (this.isStopped || !this.carrier) {
        resolve(lostAnswer(id));
        return;
      }
      this.waiting.set(id, resolve);
      this.send({ ...message, id });
    });
  }

  /** The board is gone at once, whatever it was doing. */
  stop() {
    this.isStopped = true;
    this.close();
  }

  // starting

  async boot() {
    if (this.probe.kind === "laptop") {
      this.trouble(this.probe.why);
      if (this.laptop) this.open(await this.laptop({ onText: (text) => this.hear(text) }));
      else bootEnds(); // nowhere else to go: whoever loads the page again may try again
      return;
    }
    const began = performance.now();
    const slow = setTimeout(() => this.trouble("slow"), SLOW_MS);
    const left = () => bootEnds(); // a pupil who closes the page has not run out of memory
    addEventListener("pagehide", left);
    bootBegins();
    try {
      await this.startWorker();
    } catch (error) {
      this.trouble("lost", { text: String(error) }); // the laptop is off, and nothing of a board is here yet
    } finally {
      clearTimeout(slow);
      removeEventListener("pagehide", left);
      bootEnds();
    }
    this.probe.boot_ms = Math.round(performance.now() - began);
    if (!this.isStopped && this.carrier) this.listen();
  }

  async startWorker() {
    const parts = await (await fetch(new URL("parts.json", HERE))).json();
    if (this.isStopped) return;
    const isForPrograms = !this.remembered.begin.project;
    const packs = isForPrograms ? [parts.pack, parts.programs] : [parts.pack];
    const address = (name) => new URL(name, HERE).href;
    const start = {
      pyodide: PYTHON,
      packs: packs.map(address),
      programs: address(parts.programs),
      size: packs.reduce((sum, name) => sum + parts.sizes[name], parts.python_size),
      key: isForPrograms ? `${parts.key} programs` : parts.key,
      version: parts.key,
      project: this.remembered.begin.project || parts.project,
    };
    const started = await this.tryWorker({ ...start, is_fresh: false });
    if (started || !this.probe.snapshot || this.isStopped) return;
    await this.tryWorker({ ...start, is_fresh: true });
  }

  /** Whether a worker came to be ready; then the session has begun in it. */
  tryWorker(start) {
    const worker = new Worker(new URL("worker.js", HERE));
    const carrier = { post: (text) => worker.postMessage(text), close: () => worker.terminate() };
    this.carrier = null;
    this.probe.snapshot = false;
    return new Promise((resolve) => {
      let isOver = false;
      const ended = (isReady) => {
        if (isOver) return;
        isOver = true;
        if (!isReady) carrier.close();
        resolve(isReady);
      };
      this.abandon = () => ended(false);
      worker.onerror = (event) => {
        event.preventDefault();
        this.lost({ _lost: event.message || "worker" }, ended, carrier);
      };
      worker.onmessage = ({ data }) => {
        if (!data.startsWith('{"_')) {
          this.hear(data);
          return;
        }
        const told = JSON.parse(data);
        if (told._restoring) {
          this.probe.snapshot = true;
          setTimeout(this.abandon, RESTORE_MS); // nothing, when it is ready by then
        } else if (told._ready) {
          this.open(carrier);
          ended(true);
        } else if (told._lost !== undefined) {
          this.lost(told, ended, carrier);
        } else {
          this.hearWorker(told);
        }
      };
      worker.postMessage({ start });
    });
  }

  open(carrier) {
    this.carrier = carrier;
    if (this.remembered.begin.project) carrier.post(JSON.stringify(this.remembered.begin));
  }

  close() {
    this.heart.stop();
    if (this.abandon) this.abandon();
    if (this.carrier) this.carrier.close();
    this.carrier = null;
    for (const [id, resolve] of this.waiting) resolve(lostAnswer(id));
    this.waiting.clear();
  }

  // hearing

  hear(text) {
    if (this.isStopped) return;
    const message = JSON.parse(text);
    this.remembered.heard(message);
    if (message.run !== undefined && message.run !== this.run) {
      this.run = message.run;
      self.tidy(); // of the moments of the run before, 10 MB
    }
    const resolve = message.id === undefined ? null : this.waiting.get(message.id);
    if (resolve) {
      this.waiting.delete(message.id);
      resolve(message);
    }
    this.onMessage(message);
  }

  hearWorker(told) {
    if (told._pong !== undefined) this.heart.heard(told._pong);
    if (told._busy) this.heart.busy();
    if (told._law !== undefined) this.heart.law(told._law);
    if (told._bringing !== undefined) this.waitFor(told._bringing);
    if (told._downloaded !== undefined) {
      this.onProgress({ done: told._downloaded, of: told.of, words: "browser.loading" });
    }
    if (told._starting) this.onProgress({ done: 1, of: 1, words: "browser.starting" });
  }

  // trouble

  /** Nobody listens to its heart while it imports what programs need. */
  waitFor(isBringing) {
    if (isBringing) this.heart.stop();
    else this.listen();
  }

  /** The longest that this browser may be silent: a slow one has longer. */
  listen() {
    const { snapshot, boot_ms } = this.probe;
    const law_ms = Math.max(LAW_SILENT_MS, (snapshot ? 1 : 0.2) * boot_ms);
    this.heart.start(Math.max(SILENT_MS, (snapshot ? 2 : 0.8) * boot_ms), law_ms);
  }

  hasOwnLaw() {
    return Object.values(this.remembered.begin.files).some((text) => text !== null);
  }

  mustAnswerSoon() {
    const { heart } = this;
    const last = heart.asked + 1;
    heart.asked = last;
    heart.ping(last);
    setTimeout(() => {
      if (this.heart.timer && heart.answered < last) this.fellSilent("stopped");
    }, STOP_MS);
  }

  /** The worker answers no more: a new one, which begins without what the pupil changed last. */
  async fellSilent(kind) {
    if (this.isStopped) return;
    this.close();
    const files = kind === "endless" ? this.remembered.dropLast() : undefined;
    this.trouble(kind, { files });
    await this.boot();
  }

  lost(told, ended, carrier) {
    if (this.carrier !== carrier) {
      if (!this.probe.snapshot) this.trouble(told.is_memory ? "memory" : "lost", { text: told._lost });
      ended(false);
      return;
    }
    this.close();
    this.trouble(told.is_memory ? "memory" : "lost", { text: told._lost });
  }

  trouble(kind, more = {}) {
    if (kind) this.onTrouble({ kind, words: `browser.${kind}`, ...more });
  }
}

const lostAnswer = (id) => ({ kind: "refused", id, text: "", lost: true });
