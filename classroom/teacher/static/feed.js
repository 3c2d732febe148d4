// What comes from the laptop and goes to it. The stream is read with fetch(), since an EventSource cannot send the header
// that says who asks. When the laptop is silent, or its program has ended, the page says so and looks for it again.

const SILENT_MS = 40_000; // a comment comes every 15 s
const QUIET_MS = 17_000; // longer than that
const AGAIN_MS = 2000;
const wait = (ms) => new Promise((go) => setTimeout(go, ms));

// Server-sent events out of pieces of text: `take(piece)` calls `heard(event, data)` for each whole one.
export function events(heard) {
  let rest = "";
  return (piece) => {
    const blocks = (rest + piece).split("\n\n");
    rest = blocks.pop();
    for (const block of blocks) {
      const lines = block.split("\n");
      const of = (field) => lines.filter((line) => line.startsWith(`${field}: `)).map((line) => line.slice(field.length + 2));
      const [event] = of("event");
      if (event) heard(event, JSON.parse(of("data").join("\n")));
    }
  };
}

// Reads the stream until `stop()`. `lost(isLost)` is told when it changes; `refused()` when the laptop knows the token no more.
export function listen(address, authorization, { heard, lost, refused }) {
  let isStopped = false;
  let running = null;
  let heardAt = Date.now();

  async function read() {
    const ends = (running = new AbortController());
    let silence = 0;
    const awake = () => {
      heardAt = Date.now();
      clearTimeout(silence);
      silence = setTimeout(() => ends.abort(), SILENT_MS);
    };
    awake();
    try {
      const answer = await fetch(address, { headers: { authorization }, cache: "no-store", signal: ends.signal });
      if (answer.status === 401) return true;
      if (!answer.ok) return false;
      const take = events((event, data) => {
        lost(false);
        heard(event, data);
      });
      const reader = answer.body.getReader();
      const letters = new TextDecoder();
      for (;;) {
        const { value, done } = await reader.read();
        if (done) return false;
        awake();
        take(letters.decode(value, { stream: true }));
      }
    } catch {
      return false; // nobody answers
    } finally {
      clearTimeout(silence);
    }
  }

  async function keepReading() {
    while (!isStopped) {
      if (await read()) return isStopped || refused();
      if (isStopped) return;
      lost(true);
      await wait(AGAIN_MS);
    }
  }
  // A phone that slept in a pocket: its stream may be dead without a word.
  function look() {
    if (!document.hidden && Date.now() - heardAt > QUIET_MS) running?.abort();
  }

  document.addEventListener("visibilitychange", look);
  addEventListener("pageshow", ({ persisted }) => persisted && location.reload()); // shown again as it was left
  keepReading();
  return () => {
    isStopped = true;
    document.removeEventListener("visibilitychange", look);
    running?.abort();
  };
}

// The status and the JSON of the answer; 0 when nobody answers.
export async function post(address, what, authorization = null) {
  const headers = { "content-type": "application/json", ...(authorization && { authorization }) };
  try {
    const answer = await fetch(address, { method: "POST", headers, body: JSON.stringify(what) });
    return { status: answer.status, found: await answer.json().catch(() => ({})) };
  } catch {
    return { status: 0, found: {} };
  }
}
