// The code of the law: the editor comes late, when its tab is opened, with the texts that the board has sent.
import { onTab } from "./tabs.js";

const LAW = "control.py";
const DECISION = /^def (decide|law)\b/;

// `onWrite()`: something was typed that has not run.
export function mountCode(box, onRun, onWrite) {
  let files = null;
  let editor = null;
  let coming = false;
  let failure = null;

  // At the decision, not at the description of the file.
  function begin() {
    const { path, text } = files.find((each) => each.path === LAW) ?? {};
    const line = text?.split("\n").findIndex((each) => DECISION.test(each)) ?? -1;
    if (line >= 0) editor.reveal(path, line + 1);
  }

  async function mount() {
    if (editor || coming || !files) return;
    coming = true;
    try {
      const { mountEditor } = await import("../editor/editor.js");
      editor = await mountEditor(box, { files, onRun, onChange: onWrite });
      begin();
      editor.show(failure);
    } catch {
      coming = false; // the network was away: the next click on the tab tries again
    }
  }
  onTab((name) => name === "code" && mount());

  // `hasBegun`: another law runs now, and what is written may not be it.
  function put(fresh, hasBegun = false) {
    const texts = editor?.texts() ?? {};
    const isOther = fresh.some(({ path, text, ran }) => texts[path] !== text || (hasBegun && text !== ran));
    files = fresh;
    if (editor && isOther) editor.setFiles(fresh);
    if (!editor && document.body.dataset.way === "code") mount();
  }

  return {
    // All files, as a board has them that has begun, with what was written and has not run; a pupil knows them by their names.
    describe: (found, draft = {}) => put(found.map((each) => ({ ...each, title: each.path, ran: each.text, text: draft[each.path]?.ran === each.text ? draft[each.path].text : each.text })), true),
    // What is written and has not run, by path, beside what runs there; null when all has.
    draft() {
      const written = editor?.texts() ?? {};
      const found = (files ?? []).filter(({ path, ran }) => path in written && written[path] !== ran);
      return found.length ? Object.fromEntries(found.map(({ path, ran }) => [path, { text: written[path], ran }])) : null;
    },
    // The files of the pupil's own that the law now runs with; what is written but not run stays.
    set(own) {
      if (!files) return;
      const written = editor?.texts() ?? {};
      const ran = (each) => own[each.path] ?? each.original;
      const text = (each) => (ran(each) === each.ran ? (written[each.path] ?? each.text) : ran(each));
      put(files.map((each) => ({ ...each, ran: ran(each), text: text(each) })));
    },
    // Why nothing happens, for the teacher: written and not run, or run and nothing changed.
    cause() {
      const cause = editor?.cause?.();
      return cause ? { cause, text: "" } : null;
    },
    isThere: () => editor !== null,
    fail(found) {
      failure = found;
      editor?.show(found);
    },
  };
}
