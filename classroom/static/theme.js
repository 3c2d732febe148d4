// Light or dark, as the reader's system has it, before anything is drawn; ?theme=light or ?theme=dark decides otherwise.
const asked = new URLSearchParams(location.search).get("theme");
const dark = matchMedia("(prefers-color-scheme: dark)");
const choose = () => (document.documentElement.dataset.theme = ["light", "dark"].includes(asked) ? asked : dark.matches ? "dark" : "light");
choose();
dark.addEventListener("change", choose);
