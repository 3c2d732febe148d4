// The date of this phone or computer, beside the hub's; it is sent when somebody presses the button.
const form = document.getElementById("device-form");
if (form) {
  const shown = document.getElementById("device-date");
  const written = new Intl.DateTimeFormat(document.documentElement.lang === "vi" ? "vi-VN" : "en-GB", {
    dateStyle: "short", timeStyle: "medium",
  });
  const show = () => { shown.textContent = written.format(new Date()); };
  show();
  setInterval(show, 1000);
  document.getElementById("device-use").disabled = false;
  form.addEventListener("submit", () => { document.getElementById("device-ms").value = String(Date.now()); });
}
