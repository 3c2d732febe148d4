import { mountPanel } from "../programs/panel.js";

window.sent = [];
window.panel = mountPanel(document.getElementById("box"), { send: (order) => sent.push(order) });
document.body.dataset.ready = "";
