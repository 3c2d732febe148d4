// A pupil's own programs: several with names, kept in this browser, each in the editor; in and out as .py files.
import { h, icon } from "../shared/dom.js";
import { say } from "../shared/words.js";
import { mountEditor } from "./editor.js";
import { chosen, download, freeName, openShelf, tidyName } from "./keep.js";

const SOON_MS = 500;

// `examples` [{ name, text }] are there at the first visit. Gives the editor, with name() and text() of the program shown.
export async function mountPrograms(box, { examples, onRun = () => {}, onChange = () => {}, onRename = () => {}, shelf: ready = null }) {
  const shelf = ready || (await openShelf());
  if (!(await shelf.list()).length) for (const each of [...examples].reverse()) await shelf.put(each.name, each.text);
  const button = (name, drawing, words, click) => h("button", { type: "button", class: name, click }, icon(drawing), h("span", null, words));
  const list = h("select", { "aria-label": say("programs.mine"), change: () => show(list.value) });
  const field = h("input", { type: "text", "aria-label": say("programs.name"), maxlength: "40", autocomplete: "off", keydown: (event) => event.key === "Escape" && naming(null) });
  const form = h("form", { class: "naming", hidden: true, submit: named }, field, h("button", { type: "submit" }, say("programs.take_name")));
  const file = h("input", { type: "file", accept: ".py,text/x-python,text/plain", class: "unseen", tabindex: "-1", "aria-hidden": "true", change: bringIn });
  const news = h("p", { class: "news", role: "status" });
  const back = h("button", { type: "button", class: "back", hidden: true, click: bringBack }, say("programs.bring_back"));
  const bar = h(
    "div",
    { class: "bar" },
    h("label", null, h("span", null, say("programs.mine")), list),
    button("new", "add", say("programs.new"), () => naming("new")),
    button("rename", "edit", say("programs.rename"), () => naming("rename")),
    button("in", "import", say("programs.in"), () => file.click()),
    button("out", "export", say("programs.out"), () => download(current, text())),
    button("delete", "delete", say("programs.delete"), remove),
    file,
  );
  const place = h("div", null);
  box.replaceChildren(h("div", { class: "editor programs" }, bar, form, h("div", { class: "bar" }, news, back)), place);
  const editor = await mountEditor(place, { files: [{ path: "", title: "", text: "" }], onRun: () => onRun(text(), current), onChange: changed });
  let current = null; // the name of the program that is shown: the list may be ahead of it
  let [asked, deleted, waiting] = [null, null, null];

  const text = () => Object.values(editor.texts())[0];
  const tell = (words) => {
    news.textContent = words;
    back.hidden = deleted === null;
  };

  // Keep what is typed: half a second after the last key, and at once when the page is left.
  async function keep() {
    clearTimeout(waiting);
    if (waiting === null) return;
    waiting = null;
    if (!(await shelf.put(current, text()))) tell(say("programs.full"));
  }

  function changed() {
    clearTimeout(waiting);
    waiting = setTimeout(keep, SOON_MS);
    onChange(text(), current);
  }

  async function show(name) {
    await keep();
    const all = await shelf.list();
    const found = all.find((each) => each.name === name) || all[0];
    const names = all.map((each) => each.name).sort((a, b) => a.localeCompare(b));
    list.replaceChildren(...names.map((each) => h("option", { value: each }, each)));
    list.value = current = found.name;
    const example = examples.find((each) => each.name === found.name);
    editor.setFiles([{ path: found.name, title: found.name, text: found.text, original: example ? example.text : found.text }]);
    onChange(found.text, found.name);
  }

  function naming(what) {
    asked = what;
    form.hidden = what === null;
    if (what === null) return;
    field.value = what === "rename" ? current.replace(/\.py$/, "") : "";
    field.focus();
  }

  async function named(event) {
    event.preventDefault();
    const taken = (await shelf.list()).map((each) => each.name);
    const name = tidyName(field.value);
    if (!name) return field.focus();
    await keep();
    deleted = null;
    const [old, isNew] = [current, asked === "new"];
    const free = name === old && !isNew ? old : freeName(name, taken);
    if (isNew && !(await shelf.put(free, ""))) return tell(say("programs.full"));
    if (!isNew && free !== old) {
      await shelf.rename(old, free);
      onRename(old, free);
    }
    naming(null);
    await show(free);
    tell("");
    list.focus();
  }

  async function bringIn() {
    const found = file.files[0] ? await chosen(file.files[0]) : null;
    file.value = "";
    if (!found) return tell(say("programs.no_text"));
    const name = freeName(found.name, (await shelf.list()).map((each) => each.name));
    deleted = null;
    if (!(await shelf.put(name, found.text))) return tell(say("programs.full"));
    await show(name);
    tell(say("programs.came", { name }));
  }

  async function remove() {
    await keep();
    const gone = { name: current, text: text() };
    await shelf.take(gone.name);
    if (!(await shelf.list()).length) await shelf.put(freeName("program.py", []), "");
    await show(null);
    deleted = gone;
    tell(say("programs.deleted", { name: gone.name }));
  }

  async function bringBack() {
    const { name, text: kept } = deleted;
    deleted = null;
    await shelf.put(freeName(name, (await shelf.list()).map((each) => each.name)), kept);
    await show(name);
    tell("");
    list.focus();
  }

  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && keep());
  addEventListener("pagehide", keep);
  await show(null);
  if (!shelf.lasts) tell(say("programs.lasts_not"));
  return Object.assign(editor, { name: () => current, text });
}
