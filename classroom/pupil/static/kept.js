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

// The seat in the class: {token, seat, name, picture}. Each tab has its own, since pupils share computers; a new tab begins with
// the newest. A browser that keeps nothing has it as long as the page.
const [inTab, inBrowser] = [() => sessionStorage, () => localStorage];

function seatIn(store) {
  try {
    const found = JSON.parse(store().getItem(SEAT));
    return typeof found?.token === "string" ? found : null;
  } catch {
    return null;
  }
}

function sit(store, found) {
  try {
    store().setItem(SEAT, JSON.stringify(found));
  } catch {
    // nothing is kept here
  }
}

function isAsked() {
  try {
    return inTab().getItem(SEAT) !== null;
  } catch {
    return false;
  }
}

export const seat = {
  get() {
    if (isAsked()) return seatIn(inTab);
    const newest = seatIn(inBrowser);
    if (newest) sit(inTab, newest);
    return newest;
  },
  set(found) {
    const [before, newest] = [seat.get(), seatIn(inBrowser)];
    sit(inTab, found); // also that there is none: the seat of another tab is not this tab's
    if (!newest || newest.token === before?.token || (found && found.token !== before?.token)) sit(inBrowser, found);
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
