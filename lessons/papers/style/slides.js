"use strict";
(() => {
  const all = [...document.querySelectorAll(".slide")];
  let now = 0;
  const fit = (slide) => {
    const inside = slide.querySelector(".inside");
    for (let share = 1; share >= 0.4; share -= 0.05) {
      inside.style.setProperty("--fit", share);
      if (inside.scrollHeight <= inside.clientHeight + 1) return;
    }
  };
  const show = (to) => {
    now = Math.max(0, Math.min(all.length - 1, to));
    all.forEach((slide, number) => slide.classList.toggle("now", number === now));
    document.getElementById("place").textContent = `${now + 1} / ${all.length}`;
    document.getElementById("back").disabled = now === 0;
    document.getElementById("next").disabled = now === all.length - 1;
    fit(all[now]);
    history.replaceState(null, "", `#${now + 1}`);
  };
  const keys = { ArrowRight: 1, ArrowDown: 1, PageDown: 1, " ": 1, ArrowLeft: -1, ArrowUp: -1, PageUp: -1 };
  document.addEventListener("keydown", (event) => {
    if (event.target instanceof HTMLButtonElement && event.key === " ") return;
    if (event.key in keys) show(now + keys[event.key]);
    else if (event.key === "Home") show(0);
    else if (event.key === "End") show(all.length - 1);
    else return;
    event.preventDefault();
  });
  document.getElementById("back").addEventListener("click", () => show(now - 1));
  document.getElementById("next").addEventListener("click", () => show(now + 1));
  addEventListener("resize", () => fit(all[now]));
  all.forEach(fit); // while all of them are seen: for the printer, too
  document.body.classList.add("one");
  show((Number.parseInt(location.hash.slice(1), 10) || 1) - 1);
})();
