// The code of the law: the editor comes late, when its tab is opened, with the texts that the board has sent.
import { onTab } from "./tabs.js";

const LAW = "control.py";
const DECISION = /^def (decide|law)\b/;

export function mountCode(box, onRun) {
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
      editor = await mountEditor(box, { files, onRun });
      begin();
      editor.show(failure);
    } catch {
      coming = false; // the network was away: the next click on the tab tries again
    }
  }
  onTab((name) => name === "code" && mount());

  function put(fresh) {
    const texts = editor?.texts() ?? {};
    const isOther = fresh.some(({ path, text }) => texts[path] !== text);
    files = fresh;
    if (editor && isOther) editor.setFiles(fresh);
    if (!editor && document.body.dataset.way === "code") mount();
  }

  return {
    // All files, as a board has them that has begun; a pupil knows them by their names.
    describe: (found) => put(found.map((each) => ({ ...each, title: each.path }))),
    // The files of the pupil's own that the law now runs with; what is written but not run stays.
    set(own) {
      if (!files) return;
      const written = editor?.texts() ?? {};
      const ran = (each) => own[each.path] ?? each.original;
      const text = (each) => (each.path in written && ran(each) === each.text ? written[each.path] : ran(each));
      put(files.map((each) => ({ ...each, text: text(each) })));
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
