// To the first page in the language of the browser.
const lang = navigator.languages.map((each) => each.slice(0, 2)).find((each) => ["vi", "en"].includes(each)) ?? "vi";
location.replace(`${lang}.html${location.search}${location.hash}`);
