// The editor of the pupil's page: files, Run, undo, compare with the original, the error at its line.
import { h, icon } from "../shared/dom.js";
import { has, say } from "../shared/words.js";
import { compared, folded } from "./diff.js";

const tidy = (text) => String(text).replace(/\r\n?/g, "\n");
const touch = matchMedia("(pointer: coarse)");
let count = 0; // of editors on this page, for ids

// What stands in backticks is code.
const sentence = (text) => h("p", null, ...String(text).split("`").map((part, at) => (at % 2 ? h("code", null, part) : part)));

// A file of a law has a word beside its name; any other has its name alone.
const called = (path) => {
  const key = `editor.file.${path.replace(/\.py$/, "")}`;
  return has(key) ? say(key) : "";
};

// CodeMirror when the browser can load it, else a plain text area.
async function viewMaker() {
  try {
    return (await import("./code_view.js")).codeView;
  } catch {
    return null;
  }
}

// One file: its tab, its panel with the code, and what is compared.
class File {
  constructor({ path, title, text, ran, original = text }, id, makeView, onChange) {
    Object.assign(this, { path, title: title || path, human: called(path), original: tidy(original), id });
    this.code = h("div", { class: "code" });
    this.rows = h("div", { class: "rows", role: "region", tabindex: "0", "aria-label": say("editor.compare"), hidden: true });
    this.panel = h("div", { id: `${id}-panel`, class: "panel", role: "tabpanel", "aria-labelledby": `${id}-tab` }, this.code, this.rows);
    this.word = h("span", { class: "changed" });
    this.tab = h("button", { type: "button", id: `${id}-tab`, role: "tab", "aria-controls": `${id}-panel` }, this.human && h("span", { class: "human" }, this.human), h("span", { class: this.human ? "path" : null }, this.title), this.word);
    this.view = makeView(this.code, { text: tidy(text), label: say("editor.code", { title: this.title }), describedBy: `${id.split("-")[0]}-help`, onChange: () => onChange(this) });
    this.wasRun = ran === undefined ? this.view.text() : tidy(ran);
  }

  get isChanged() {
    return this.view.text() !== this.original;
  }

  compare(on) {
    this.code.hidden = on;
    this.rows.hidden = !on;
    if (on) this.rows.replaceChildren(...differences(this.original, this.view.text()));
    else this.view.measure();
  }
}

function differences(original, text) {
  if (original === text) return [h("p", null, say("editor.all_same"))];
  const rows = folded(compared(original, text)).map((row) => {
    if (row.kind === "gap") return h("div", { class: "gap" }, say("editor.same", { count: row.count }));
    const [tag, sign, words] = { same: ["span", " ", ""], old: ["del", "−", say("editor.old_line")], new: ["ins", "+", say("editor.new_line")] }[row.kind];
    return h("div", { class: row.kind }, h("i", { "aria-hidden": "true" }, String(row.line || "")), h("b", { "aria-hidden": "true" }, sign), h(tag, null, words && h("span", { class: "unseen" }, words), row.text));
  });
  return [h("p", null, say("editor.legend")), ...rows];
}

// An editor in `box`. `onRun(changed, texts)` and `onChange(changed)` get the files that differ from their original, by path.
export async function mountEditor(box, { files, onRun = () => {}, onChange = () => {}, readOnly = false }) {
  const id = `editor${++count}`;
  box.replaceChildren(h("p", { class: "editor" }, say("editor.loading")));
  const found = await viewMaker();
  const makeView = found || (await import("./plain_view.js")).codeView;
  return new Editor(box, id, makeView, !found, { files, onRun, onChange, isLocked: readOnly });
}

class Editor {
  constructor(box, id, makeView, isPlain, { files, onRun, onChange, isLocked }) {
    Object.assign(this, { id, makeView, onRun, onChange, isLocked, isComparing: false, failed: null });
    const button = (name, drawing, words, click) => h("button", { type: "button", class: name, click }, icon(drawing), h("span", null, words));
    const small = (name, drawing, words, click) => h("button", { type: "button", class: name, title: words, "aria-label": words, click }, icon(drawing));
    this.runs = button("main run", "play", say("editor.run"), () => this.run());
    this.undoes = small("undo", "undo", say("editor.undo"), () => this.step("undo"));
    this.redoes = small("redo", "redo", say("editor.redo"), () => this.step("redo"));
    this.compares = button("compare", "compare", say("editor.compare"), () => this.compare(!this.isComparing));
    this.resets = button("original", "restart", say("editor.original"), () => this.ask(true));
    this.news = h("p", { class: "news", role: "status" });
    this.sure = h("p", { class: "sure", role: "group", "aria-label": say("editor.sure"), hidden: true }, h("span", null, say("editor.sure")), h("button", { type: "button", class: "yes", click: () => this.toOriginal() }, say("editor.sure_yes")), h("button", { type: "button", class: "no", click: () => this.ask(false) }, say("editor.sure_no")));
    this.tabs = h("div", { class: "tabs", role: "tablist", "aria-label": say("editor.files"), keydown: (event) => this.move(event) });
    this.panels = h("div", { class: "panels" });
    this.error = h("div", { class: "failed fault", role: "alert", hidden: true });
    const keys = say(isPlain ? "editor.plain" : "editor.keys");
    const help = h("p", { id: `${id}-help`, class: "help" }, isPlain ? `${keys} ${say("editor.keys")}` : keys);
    const bar = h("div", { class: "bar" }, this.runs, this.undoes, this.redoes, this.compares, this.resets, this.news);
    this.root = h("div", { class: "editor" }, this.tabs, bar, this.sure, this.panels, this.error, help);
    this.root.addEventListener("keydown", (event) => this.key(event), true);
    box.replaceChildren(this.root);
    this.setFiles(files);
  }

  // Begin anew with these files; undo starts here.
  setFiles(files) {
    for (const each of this.files || []) each.view.stop();
    const last = this.shown && this.shown.path;
    this.isComparing = false;
    this.panels.replaceChildren();
    this.files = files.map((each, at) => {
      const file = new File(each, `${this.id}-${at}`, this.makeView, () => this.changedBy());
      file.tab.addEventListener("click", () => this.open(file));
      file.view.readOnly(this.isLocked);
      this.panels.append(file.panel);
      return file;
    });
    this.tabs.replaceChildren(...this.files.map((each) => each.tab));
    this.tabs.hidden = this.files.length < 2;
    this.clear();
    this.open(this.files.find((each) => each.path === last) || this.files[0]);
  }

  texts() {
    return Object.fromEntries(this.files.map((each) => [each.path, each.view.text()]));
  }

  changed() {
    return Object.fromEntries(this.files.filter((each) => each.isChanged).map((each) => [each.path, each.view.text()]));
  }

  // What stands there now is what runs.
  ran() {
    for (const each of this.files) each.wasRun = each.view.text();
    this.draw();
  }

  run() {
    if (this.isLocked) return;
    this.clear();
    this.ranAgain = this.files.every((each) => each.view.text() === each.wasRun);
    this.ran();
    this.onRun(this.changed(), this.texts());
  }

  // What a teacher may want to know though there is no error: a key of the causes, or null.
  cause() {
    if (this.files.some((each) => each.view.text() !== each.wasRun)) return "not_run_again";
    return this.ranAgain ? "changed_nothing" : null;
  }

  // The error of a session, `{ file, line, text, source }`, or null. The focus follows it unless a pupil is elsewhere.
  show(failed) {
    this.clear();
    if (!failed) return;
    const file = this.files.find((each) => each.path === failed.file);
    const [title, line] = [file ? file.title : failed.file || "", failed.line || 0];
    const where = line ? say("editor.error_at", { title, line }) : title ? say("editor.error_in", { title }) : "";
    const go = file && line ? h("button", { type: "button", class: "go", click: () => this.focusLine(file.path, line) }, say("editor.go")) : null;
    this.error.append(h("p", null, icon("tools"), h("b", null, where)), failed.source ? h("pre", null, String(failed.source).trim()) : "", sentence(failed.text || ""), go || "");
    this.error.hidden = false;
    if (!file || !line) return;
    file.view.mark(line);
    const { activeElement } = document;
    if (!this.root.contains(activeElement) && activeElement !== document.body) return;
    const isTyping = this.panels.contains(activeElement);
    if (touch.matches && !isTyping) this.reveal(file.path, line); // its keyboard would hide the sentence
    else this.focusLine(file.path, line);
    this.error.scrollIntoView({ block: "nearest" });
  }

  clear() {
    this.error.hidden = true;
    this.error.replaceChildren();
    for (const each of this.files) each.view.mark(null);
  }

  compare(on) {
    this.isComparing = on;
    this.shown.compare(on);
    this.draw();
    if (on) this.shown.rows.focus();
    else this.shown.view.focus();
  }

  focusLine(path, line) {
    const file = this.files.find((each) => each.path === path);
    if (!file) return;
    if (this.isComparing) this.compare(false);
    this.open(file);
    file.view.focusLine(line);
  }

  // Show a line without taking the focus: a phone's keyboard stays away.
  reveal(path, line) {
    const file = this.files.find((each) => each.path === path);
    if (!file) return;
    this.isComparing = false;
    this.open(file);
    file.view.reveal(line);
  }

  readOnly(is) {
    this.isLocked = is;
    for (const each of this.files) each.view.readOnly(is);
    this.draw();
  }

  stop() {
    for (const each of this.files) each.view.stop();
    this.root.remove();
  }

  open(file) {
    this.shown = file;
    this.ask(false);
    for (const each of this.files) {
      each.panel.hidden = each !== file;
      each.tab.setAttribute("aria-selected", String(each === file));
      each.tab.tabIndex = each === file ? 0 : -1;
      if (each !== file) each.compare(false);
    }
    file.compare(this.isComparing);
    this.draw();
  }

  step(name) {
    if (this.isComparing) this.compare(false);
    this.shown.view[name]();
    this.draw();
  }

  ask(on) {
    this.sure.hidden = !on;
    if (on) this.sure.querySelector(".yes").focus();
    else if (this.sure.contains(document.activeElement)) this.resets.focus();
  }

  toOriginal() {
    this.shown.view.replace(this.shown.original);
    this.ask(false);
    if (this.isComparing) this.compare(false);
    this.shown.view.focus();
    this.tell(say("editor.is_original"));
  }

  changedBy() {
    this.draw();
    this.onChange(this.changed());
  }

  tell(text) {
    if (this.news.textContent !== text) this.news.textContent = text;
  }

  draw() {
    for (const each of this.files) {
      each.word.textContent = each.isChanged ? say("editor.changed") : "";
      each.tab.classList.toggle("is-changed", each.isChanged);
    }
    const can = this.shown.view.can();
    this.undoes.disabled = this.isLocked || !can.undo;
    this.redoes.disabled = this.isLocked || !can.redo;
    this.runs.disabled = this.isLocked;
    this.resets.disabled = this.isLocked || !this.shown.isChanged;
    this.compares.setAttribute("aria-pressed", String(this.isComparing));
    this.tell(this.files.some((each) => each.view.text() !== each.wasRun) ? say("editor.not_run") : "");
  }

  key(event) {
    const isRun = event.key === "Enter" && (event.ctrlKey || event.metaKey);
    if (isRun) this.run();
    else if (event.key === "Escape" && !this.sure.hidden) this.ask(false);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  move(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const at = this.files.indexOf(this.shown) + step;
    this.open(this.files[(at + this.files.length) % this.files.length]);
    this.shown.tab.focus();
    event.preventDefault();
  }
}
