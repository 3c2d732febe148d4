// To the first page in the language that was chosen on this device, or else in the class's, or else in the browser's.
const page = document.documentElement;
const isKnown = (lang) => ["vi", "en"].includes(lang);
const chosen = (() => {
  try {
    return localStorage.getItem("highland.lang"); // kept.js writes it
  } catch {
    return null;
  }
})();
const ofBrowser = navigator.languages.map((each) => each.slice(0, 2));
const wanted = [chosen, ...(page.dataset.class === "yes" ? [] : ofBrowser), page.lang];
location.replace(`${wanted.find(isKnown)}.html${location.search}${location.hash}`);
