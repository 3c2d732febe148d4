// The PIN, once a tab. It is sent once and not kept.
import { say } from "../shared/words.js";
import { put } from "../classroom/board.js";
import { post } from "./feed.js";
import { token } from "./room.js";

const at = (id) => document.getElementById(id);
const WRONG = { 0: "teacher.lost", 429: "teacher.wait" };

export function showLogin(text = "") {
  at("class").hidden = true;
  at("login").hidden = false;
  put(at("login_error"), text);
  at("pin").value = "";
  at("pin").focus();
}

export function whenIn(enter) {
  at("login").addEventListener("submit", async (event) => {
    event.preventDefault();
    const { status, found } = await post("/api/teacher/login", { pin: at("pin").value });
    if (status !== 200 || typeof found.token !== "string") return showLogin(say(WRONG[status] ?? "teacher.wrong_pin"));
    token.set(found.token);
    at("login").hidden = true;
    enter();
  });
}
