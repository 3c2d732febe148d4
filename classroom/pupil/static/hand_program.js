// A program of one's own goes to the teacher: when the pupil wants it, and when the teacher collects. The laptop may be
// away: then it waits on this device, also when the page is closed, and goes when the laptop is back.
import { lang, say } from "../shared/words.js";
import { put } from "../classroom/board.js";
import { keep, kept, seat } from "./kept.js";
import { ask, listen } from "./relay.js";

const at = (id) => document.getElementById(id);
const data = document.documentElement.dataset;

// `program()` is the one that is shown, `isMine()` whether the pupil has done anything with it, `line(text)` says what passes.
export async function handPrograms({ program, isMine, line }) {
  const mine = seat.get();
  if (data.class !== "yes" || !mine) return () => {};
  const place = `own program@${mine.seat}:${mine.name}`;
  const local = { waits: null, receipt: null, at: null, collect_n: 0, hint_n: 0, ...(await kept(place)) };
  const save = () => keep(place, local);

  function show() {
    at("receipt").hidden = !local.receipt || Boolean(local.waits);
    put(at("receipt"), local.receipt ?? "");
    put(at("handed"), local.waits ? say("pupil.hand_in.waits") : local.receipt ? say("pupil.handed_in", { at: local.at }) : "");
    put(at("hand-in").querySelector("span"), say(local.receipt ? "pupil.hand_in.again" : "pupil.hand_in"));
  }

  let sending = null; // two clicks, or one while the teacher collects, are one program
  const send = (found) => (sending ??= sendOnce(found).finally(() => (sending = null)));

  async function sendOnce(found) {
    put(at("handed"), say("pupil.handing_in"));
    at("hand-in").disabled = true;
    const { status, found: answer } = await ask("POST", "seat/hand_in_program", found);
    at("hand-in").disabled = false;
    local.waits = status === 0 || status >= 500 ? found : null;
    if (status === 200 && answer) Object.assign(local, { receipt: String(answer.receipt), at: String(answer.at) });
    show();
    if (status !== 200 && !local.waits) put(at("handed"), String(answer?.error?.[lang] ?? say("pupil.hand_in.refused")));
    await save();
  }

  function heard(name, told) {
    if (name !== "told") return;
    if (told.hint && told.hint.n !== local.hint_n) {
      local.hint_n = told.hint.n;
      line(`${say("pupil.hint")}: ${told.hint.text}`, "");
      save();
    }
    if (told.collected && told.collect_n !== local.collect_n) {
      local.collect_n = told.collect_n;
      if (isMine()) send(program());
      else save();
    }
  }

  at("handing-in").hidden = false;
  at("hand-in").addEventListener("click", () => send(program()));
  show();
  return listen("seat/stream", {
    heard,
    here: (isHere) => isHere && local.waits && send(local.waits),
    refused() {
      at("handing-in").hidden = true;
      line(say("pupil.removed"), "fault");
    },
  });
}
