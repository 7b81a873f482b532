// The desk by keyboard: J and K turn the pages, Enter opens, R answers, Z undoes. Everything is a link or a button first.

const list = document.querySelector("[data-desk]");
const details = document.querySelector("[data-desk-details]");
const help = document.querySelector("[data-desk-keys]");
const wide = matchMedia("(min-width: 62rem)");
const rows = () => [...list.querySelectorAll("[data-desk-row]")];
const linkOf = (row) => row.querySelector("[hx-get]");
let moves; // what waits while somebody runs down the list with J held

function select(row, { load }) {
  if (!row) return;
  for (const other of rows()) {
    other.classList.toggle("sel", other === row);
    linkOf(other).removeAttribute("aria-current");
  }
  linkOf(row).setAttribute("aria-current", "true");
  if (!load) return;
  linkOf(row).focus();
  row.scrollIntoView({ block: "nearest" });
  clearTimeout(moves);
  moves = setTimeout(() => linkOf(row).click(), 120);
}

function step(by) {
  const all = rows();
  const here = all.findIndex((row) => row.classList.contains("sel"));
  select(all[Math.max(0, Math.min(all.length - 1, here + by))], { load: true });
}

const press = (selector, root) => root?.querySelector(selector)?.click();

const keys = {
  j: () => step(1),
  k: () => step(-1),
  r: () => press("[data-desk-action] a", details),
  z: () => document.querySelector("[data-desk-undo]")?.requestSubmit(),
  Enter: () => press("[data-desk-open] a", details),
};

// Who types is left alone, and who does not want single keys can switch them off (WCAG 2.1.4).
const isTyping = (target) => target.closest("input, textarea, select, [contenteditable], dialog[open]");
const kept = (() => { try { return localStorage; } catch { return undefined; } })();
let on = kept?.getItem("desk-keys") !== "off";

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isTyping(event.target) || !on) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (!Object.hasOwn(keys, key)) return;
  // Enter belongs to links and buttons; only on the line that is shown already does it mean „open the thing itself“.
  if (key === "Enter" && !event.target.closest("[data-desk-row] [aria-current]")) return;
  event.preventDefault();
  keys[key]();
});

if (list) {
  // Whoever runs down a long list keeps the details in sight.
  details.style.position = "sticky";
  details.style.top = "1rem";
  list.addEventListener("click", (event) => {
    const link = event.target.closest("[hx-get]");
    if (link) select(link.closest("[data-desk-row]"), { load: false });
  });
  // On a phone the details stand below the list: go there, as the link would without JavaScript.
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target !== details || wide.matches) return;
    details.scrollIntoView();
    details.focus({ preventScroll: true });
  });
}

if (help && matchMedia("(any-hover: hover)").matches) {
  const button = help.querySelector("button");
  const name = () => { button.firstElementChild.textContent = on ? help.dataset.off : help.dataset.on; };
  help.hidden = false;
  name();
  button.addEventListener("click", () => {
    on = !on;
    kept?.setItem("desk-keys", on ? "on" : "off");
    name();
  });
}
