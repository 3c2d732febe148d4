// The way to the teacher's laptop. The seat's token goes in a header, never in a cookie or an address: a pupil's own code
// in the worker has neither. An EventSource sends no header, so the stream is read with fetch.
import { seat } from "./kept.js";

const LONGEST_WAIT_MS = 10_000;
const SILENT_MS = 30_000; // the laptop sends something at least this often, or it is away

export async function ask(method, path, body, token = seat.get()?.token, keepalive = false) {
  const headers = {};
  if (token) headers.authorization = `Seat ${token}`;
  if (body !== undefined) headers["content-type"] = "application/json";
  let answer;
  try {
    answer = await fetch(`api/${path}`, { method, headers, body: body === undefined ? undefined : JSON.stringify(body), cache: "no-store", keepalive });
  } catch {
    return { status: 0, found: null };
  }
  let found = null;
  if (answer.headers.get("content-type")?.startsWith("application/json")) found = await answer.json().catch(() => null);
  return { status: answer.status, found };
}

// Events of a text/event-stream: `heard(name, data)`, until it ends.
async function read(body, heard, alive) {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    alive();
    const pieces = (rest + decoder.decode(value, { stream: true })).split("\n\n");
    rest = pieces.pop();
    for (const piece of pieces) {
      const lines = piece.split("\n");
      const name = lines.find((line) => line.startsWith("event: "))?.slice(7) ?? "message";
      const data = lines.filter((line) => line.startsWith("data: ")).map((line) => line.slice(6)).join("\n");
      if (data) heard(name, JSON.parse(data));
    }
  }
}

// Listens for as long as the page is open: `heard(name, data)`, `here(true or false)` when the laptop comes or goes,
// `refused()` when this seat is not there any more. The function that it gives ends it.
export function listen(path, { heard, here, refused }) {
  let wait = 1000;
  let stopped = false;
  let stop = new AbortController();

  async function once() {
    stop = new AbortController();
    let timer = 0;
    const alive = () => {
      clearTimeout(timer);
      timer = setTimeout(() => stop.abort(), SILENT_MS);
    };
    alive();
    try {
      const answer = await fetch(`api/${path}`, { headers: { authorization: `Seat ${seat.get()?.token}` }, cache: "no-store", signal: stop.signal });
      if (answer.status === 401 || answer.status === 403) {
        stopped = true;
        refused();
      } else if (answer.ok) {
        wait = 1000;
        here(true);
        await read(answer.body, heard, alive);
      }
    } catch {
      // nobody answers: try again
    }
    clearTimeout(timer);
  }

  (async () => {
    while (!stopped) {
      await once();
      if (stopped) return;
      here(false);
      await new Promise((done) => setTimeout(done, wait));
      wait = Math.min(wait * 2, LONGEST_WAIT_MS);
    }
  })();
  return () => {
    stopped = true;
    stop.abort();
  };
}
