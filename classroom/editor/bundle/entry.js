// What the pupil's editor takes from CodeMirror, bundled once: ../static/codemirror/README.md.
import { StyleModule } from "style-mod";

export { EditorState, StateEffect, StateField, Compartment } from "@codemirror/state";
export { Decoration, EditorView, GutterMarker, gutter, keymap, lineNumbers, highlightActiveLine } from "@codemirror/view";
export { defaultKeymap, history, historyKeymap, indentLess, indentMore, redo, redoDepth, undo, undoDepth } from "@codemirror/commands";
export { bracketMatching, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
export { classHighlighter } from "@lezer/highlight";
export { pythonLanguage } from "@codemirror/lang-python";

// CodeMirror writes its rules into a <style> element, which our content security policy forbids. A style sheet that a
// script makes is allowed; a browser that has none gets the rules into the first style sheet that the page has linked.
const mounted = new WeakMap();

StyleModule.mount = (root, modules) => {
  const found = mounted.get(root) || { modules: [], sheet: null };
  const fresh = [modules].flat().filter((each) => !found.modules.includes(each));
  if (!fresh.length) return;
  mounted.set(root, found);
  found.modules.push(...fresh);
  if ("adoptedStyleSheets" in root && "replaceSync" in CSSStyleSheet.prototype) {
    if (!found.sheet) root.adoptedStyleSheets = [(found.sheet = new CSSStyleSheet()), ...root.adoptedStyleSheets];
    found.sheet.replaceSync(found.modules.map((each) => each.getRules()).join("\n"));
    return;
  }
  const { sheet } = root.querySelector("link[rel=stylesheet]");
  for (const rule of fresh.flatMap((each) => each.rules)) sheet.insertRule(rule, sheet.cssRules.length);
};
