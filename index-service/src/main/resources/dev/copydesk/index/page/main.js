import { h, hideTip, trouble } from "./dom.js";
import { keepToken } from "./api.js";
import { searchScreen } from "./search.js";
import { articleScreen } from "./article.js";
import { numbersScreen } from "./numbers.js";
import { pipelineScreen } from "./pipeline.js";

const SCREENS = { search: searchScreen, article: articleScreen, numbers: numbersScreen, pipeline: pipelineScreen };
const main = document.getElementById("main");
let leave = new AbortController();

/** The address after #: /screen/rest?parameters. */
function place() {
  const [path, parameters = ""] = location.hash.replace(/^#\/?/, "").split("?");
  const [screen, ...rest] = path.split("/");
  return {
    screen: screen in SCREENS ? screen : "search",
    rest: decode(rest.join("/")),
    parameters: Object.fromEntries(new URLSearchParams(parameters)),
  };
}

function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

async function show() {
  leave.abort();
  leave = new AbortController();
  const here = place();
  const signal = leave.signal;
  hideTip();
  for (const link of document.querySelectorAll("nav a")) {
    const current = link.dataset.screen === here.screen;
    if (current) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  main.className = here.screen;
  document.title = "Copydesk";
  try {
    await SCREENS[here.screen]({ main, here, signal });
  } catch (error) {
    if (error.name === "AbortError" || signal.aborted) return;
    main.replaceChildren(error.status === 401 ? tokenForm() : trouble(error));
  }
}

function tokenForm() {
  const input = h("input", { type: "password", name: "token", autocomplete: "off", required: true, "aria-label": "Token" });
  return h("form", { class: "token", onsubmit: (event) => { event.preventDefault(); keepToken(input.value.trim()); show(); } },
    h("p", {}, "From another machine Copydesk asks for its token, the value of http.token."), input, h("button", {}, "Open"));
}

addEventListener("hashchange", show);
addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select");
  if (event.key === "Escape") { hideTip(); if (typing) event.target.blur(); }
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "/") {
    const box = document.querySelector("input[type=search]");
    if (box) { event.preventDefault(); box.focus(); box.select(); } else { location.hash = "#/search"; }
  }
  if (event.key === "j" || event.key === "k") {
    const links = [...main.querySelectorAll("[data-step]")];
    const at = links.indexOf(document.activeElement);
    links[Math.max(0, Math.min(links.length - 1, at + (event.key === "j" ? 1 : -1)))]?.focus();
  }
});
document.querySelector(".skip").addEventListener("click", (event) => { event.preventDefault(); main.focus(); });
show();
