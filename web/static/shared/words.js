// The page's words in the reader's language, from the same catalog as everything else.

export const lang = document.documentElement.lang === "vi" ? "vi" : "en";
const found = await (await fetch(document.documentElement.dataset.words)).json(); // the page says where they are

export const has = (key) => Object.hasOwn(found, key);

export function say(key, values = {}) {
  const text = has(key) ? found[key] : key;
  return text.replace(/\{(\w+)\}/g, (all, name) => (name in values ? String(values[name]) : all));
}

// Three digits, or all before the decimal sign: no more than such a sensor resolves. Noise round zero is 0.
const NOISE = 5e-4;
const digits = (count) => new Intl.NumberFormat(lang, { maximumSignificantDigits: count, useGrouping: false });
const [few, whole, fine] = [digits(3), new Intl.NumberFormat(lang, { maximumFractionDigits: 0, useGrouping: false }), digits(6)];
export const number = (value) => (Math.abs(value) < 100 ? few : whole).format(Math.abs(value) < NOISE ? 0 : value);
export const tick = (value) => fine.format(value);

// Day before month and 24 hours in both languages.
const two = "2-digit";
const moment = new Intl.DateTimeFormat("en-GB", { day: two, month: two, year: "numeric", hour: two, minute: two, second: two });
export const when = (ts) => (Math.abs(ts) < 8e12 ? moment.format(new Date(ts * 1000)).replace(",", "") : "?");

export function age(seconds) {
  const s = Math.max(0, seconds);
  if (s >= 2 * 86400) return say("age.d", { count: Math.floor(s / 86400) });
  if (s >= 2 * 3600) return say("age.h", { count: Math.floor(s / 3600) });
  if (s >= 60) return say("age.min", { count: Math.floor(s / 60) });
  return say("age.s", { count: Math.floor(s) });
}
