// A laptop without a sandbox (Windows, macOS) cannot run pupils' laws for their marks: this page lends it a place, one law
// at a time. It posts what the law said and gets what the law is asked next; the world and the judge stay on the laptop.
import { post } from "./feed.js";
import { LawCell } from "./law_cell.js";

const ADDRESS = "/api/teacher/law";
const AGAIN_MS = 3000;
const GONE = [401, 403, 404];
const wait = (ms) => new Promise((go) => setTimeout(go, ms));

let isLending = false;

export async function lendPlaces(header) {
  if (isLending || typeof WebAssembly !== "object") return;
  isLending = true;
  await lend(header);
  isLending = false;
}

async function lend(header) {
  let cell = null;
  let told = {};
  for (;;) {
    const { status, found } = await post(ADDRESS, told, header());
    if (GONE.includes(status)) return;
    if (status !== 200) {
      cell?.end();
      [cell, told] = [null, {}];
      await wait(AGAIN_MS);
    } else if (found.begin) {
      cell?.end();
      cell = new LawCell(found.begin);
      told = { job: found.job, ...((await cell.begin().catch(() => false)) ? { said: "" } : { ended: "lost" }) };
    } else if (typeof found.asked === "string" && cell) {
      told = { job: found.job, ...(await cell.ask(found.asked)) };
    } else if (found.job && cell) {
      told = { job: found.job }; // nothing is asked just now
    } else {
      cell?.end();
      [cell, told] = [null, {}];
    }
  }
}
