/** What this browser can do: a board with threads, one without, or none (then: a seat on the laptop). */

const SMALLEST_MEMORY = 640; // pages of 64 KiB: 40 MiB, what a board fills
const FAILED_BOOTS = 2; // so many in a row without an end: this phone has too little memory
const BOOTS = "highland.boots";

// A module with one try block, as in https://github.com/WebAssembly/exception-handling (its older form).
const WITH_EXCEPTIONS = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 10, 8, 1, 6, 0, 6, 64, 25, 11, 11];

/** {kind: "full" | "no_threads" | "laptop", why: "" | "old" | "memory", jspi} */
export function probe() {
  const no = (why) => ({ kind: "laptop", why, jspi: false });
  if (typeof WebAssembly !== "object" || typeof Worker !== "function" || typeof BigInt64Array !== "function") {
    return no("old");
  }
  if (!WebAssembly.validate(new Uint8Array(WITH_EXCEPTIONS))) return no("old");
  if (failedBoots() >= FAILED_BOOTS) return no("memory");
  try {
    new WebAssembly.Memory({ initial: SMALLEST_MEMORY });
  } catch {
    return no("memory");
  }
  const jspi = typeof WebAssembly.Suspending === "function";
  return { kind: jspi ? "full" : "no_threads", why: "", jspi };
}

/** Boots that began and never ended: a phone that runs out of memory says nothing, the page is simply gone. */
export function failedBoots() {
  try {
    return Number(localStorage.getItem(BOOTS)) || 0;
  } catch {
    return 0;
  }
}

export function bootBegins() {
  setBoots(failedBoots() + 1);
}

export function bootEnds() {
  setBoots(0);
}

function setBoots(count) {
  try {
    localStorage.setItem(BOOTS, String(count));
  } catch {
    // no storage here: nothing is counted
  }
}
