// The date of this phone or computer, beside the hub's; it is sent when somebody presses the button.
const byId = (id) => document.getElementById(id), form = byId("device-form");
if (form) {
  const lang = document.documentElement.lang === "vi" ? "vi" : "en-GB";
  const show = () => { byId("device-date").textContent = new Date().toLocaleString(lang); };
  show();
  setInterval(show, 1000);
  byId("device-use").disabled = false;
  form.addEventListener("submit", () => { byId("device-ms").value = Date.now(); });
}
