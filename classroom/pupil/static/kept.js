// What this device keeps: the work in IndexedDB, seat and language in localStorage. Some browsers keep nothing (private windows): then
// null is what was kept, and `keep` says so.
const NAME = "highland";
const STORE = "works";
const SEAT = "highland.seat";

const opened = new Promise((done) => {
  try {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE);
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => done(null);
    asked.onblocked = () => done(null);
  } catch {
    done(null);
  }
});

async function ask(mode, what) {
  const base = await opened;
  if (!base) return null;
  return new Promise((done) => {
    try {
      const asked = what(base.transaction(STORE, mode).objectStore(STORE));
      asked.onsuccess = () => done({ found: asked.result });
      asked.onerror = () => done(null);
    } catch {
      done(null);
    }
  });
}

export const kept = async (key) => (await ask("readonly", (store) => store.get(key)))?.found ?? null;
export const keep = async (key, value) => (await ask("readwrite", (store) => store.put(value, key))) !== null;

// What was written last as a page went away: there a browser waits for localStorage only.
const LAST = "highland.last";
export const last = {
  get(key) {
    try {
      const found = JSON.parse(localStorage.getItem(LAST));
      return found?.key === key ? found.value : null;
    } catch {
      return null;
    }
  },
  set(key, value) {
    try {
      localStorage.setItem(LAST, JSON.stringify({ key, value }));
    } catch {
      // full, or not there: IndexedDB has what was saved some seconds ago
    }
  },
};

// The seat in the class: {token, seat, name, picture}.
export const seat = {
  get() {
    try {
      const found = JSON.parse(localStorage.getItem(SEAT));
      return typeof found?.token === "string" ? found : null;
    } catch {
      return null;
    }
  },
  set(found) {
    try {
      if (found) localStorage.setItem(SEAT, JSON.stringify(found));
      else localStorage.removeItem(SEAT);
    } catch {
      // a browser that keeps nothing: the seat lasts as long as the page
    }
  },
};

// The language that a pupil chose; index.js leads to it.
document.addEventListener("click", (event) => {
  const link = event.target.closest(".languages a");
  try {
    if (link) localStorage.setItem("highland.lang", link.lang);
  } catch {
    // a browser that keeps nothing: the pages themselves lead on in the language
  }
});
