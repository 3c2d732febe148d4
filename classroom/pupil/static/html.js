// The words of a lesson, which the laptop has made of Markdown: only what a text needs, whatever else stands there.
import { h } from "../shared/dom.js";

const MAY = new Set(["P", "STRONG", "EM", "CODE", "PRE", "UL", "OL", "LI", "TABLE", "THEAD", "TBODY", "TR", "TH", "TD", "IMG", "BR", "HR", "BLOCKQUOTE"]);

function copied(node) {
  if (node.nodeType === Node.TEXT_NODE) return node.textContent;
  if (node.nodeType !== Node.ELEMENT_NODE || !MAY.has(node.tagName)) return "";
  const source = node.getAttribute("src") ?? "";
  if (node.tagName === "IMG" && !source.startsWith("data:image/")) return "";
  const about = node.tagName === "IMG" ? { src: source, alt: node.getAttribute("alt") ?? "" } : null;
  return h(node.tagName.toLowerCase(), about, ...[...node.childNodes].map(copied));
}

export function html(text, tag, kind = "") {
  const parsed = new DOMParser().parseFromString(text, "text/html");
  return h(tag, kind ? { class: kind } : null, ...[...parsed.body.childNodes].map(copied));
}
