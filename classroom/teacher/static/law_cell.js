// One law of a pupil in a worker of its own, which may load a board's files and nothing else (its policy comes from the
// laptop). What it says goes to the laptop as it is, which checks it; anything that was not asked for ends it.

const LARGEST = 256_000; // characters of an answer
const ANSWER_MS = 5000;
const BEGIN_MS = 120_000; // Python begins, on an old laptop

export class LawCell {
  // `board` is the folder of a board's worker, `ours` what we add to its files, `files` those of the law.
  constructor({ board, ours, files }) {
    this.board = board;
    this.law = { ours, files };
    this.resolve = null;
    this.timer = 0;
  }

  // Whether it came to be ready.
  async begin() {
    const parts = await (await fetch(`${this.board}parts.json`)).json();
    const address = (name) => new URL(this.board + name, location.href).href;
    this.worker = new Worker(`${this.board}worker.js`);
    this.worker.onerror = (event) => {
      event.preventDefault();
      this.ended("broke");
    };
    this.worker.onmessage = ({ data }) => this.hear(data);
    const answer = this.waits(BEGIN_MS);
    this.worker.postMessage({
      start: {
        pyodide: address("../pyodide/"),
        packs: [address(parts.pack)],
        programs: address(parts.programs),
        size: parts.python_size + parts.sizes[parts.pack],
        key: parts.key,
        version: parts.key,
        is_fresh: false,
        project: parts.project,
        law: this.law,
      },
    });
    return (await answer).said !== undefined;
  }

  // {said} or {ended: "endless" | "broke"}
  ask(line) {
    if (!this.worker) return Promise.resolve({ ended: "broke" });
    const answer = this.waits(ANSWER_MS);
    this.worker.postMessage(line);
    return answer;
  }

  end() {
    this.worker?.terminate();
    this.worker = null;
    this.settle({ ended: "broke" });
  }

  waits(ms) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ended("endless"), ms);
    return new Promise((resolve) => (this.resolve = resolve));
  }

  hear(data) {
    if (typeof data !== "string" || data.length > LARGEST) return this.ended("broke");
    if (!data.startsWith('{"_')) return this.resolve ? this.settle({ said: data }) : this.ended("broke");
    if (data.startsWith('{"_ready"')) return this.settle({ said: "" });
    if (data.startsWith('{"_lost"')) return this.ended("broke");
    return undefined; // how far it has come
  }

  ended(how) {
    const settle = this.resolve;
    this.worker?.terminate();
    this.worker = null;
    if (settle) this.settle({ ended: how });
  }

  settle(found) {
    clearTimeout(this.timer);
    const { resolve } = this;
    this.resolve = null;
    resolve?.(found);
  }
}
