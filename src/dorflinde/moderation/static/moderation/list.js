// Choosing many by keyboard: J and K move, X ticks, A ticks all, E decides together, Z undoes. Everything is a link or a button first.

const form = document.querySelector("[data-chosen]");
const rows = [...document.querySelectorAll("[data-row]")];
const ticks = [...document.querySelectorAll("[data-tick]")];
const undo = document.querySelector("form[data-undo]");
let here = -1;
let last = null; // with Shift a whole stretch is ticked at once

function show() {
  const number = ticks.filter((tick) => tick.checked).length;
  const words = form.querySelector("[data-number]");
  words.textContent = number === 0 ? "" : number === 1 ? words.dataset.one : words.dataset.many.replace("#", number);
  const all = form.querySelector("[data-all] input");
  all.checked = number === ticks.length;
  all.indeterminate = number > 0 && number < ticks.length;
}

function tickAll(wanted) {
  for (const tick of ticks) tick.checked = wanted;
  show();
}

function step(by) {
  here = Math.max(0, Math.min(rows.length - 1, here + by));
  for (const row of rows) row.classList.toggle("sel", row === rows[here]);
  rows[here].querySelector("[data-tick], a")?.focus();
  rows[here].scrollIntoView({ block: "nearest" });
}

const keys = {
  j: () => step(1),
  k: () => step(-1),
  x: () => rows[here]?.querySelector("[data-tick]")?.click(),
  a: () => tickAll(!ticks.every((tick) => tick.checked)),
  e: () => form?.requestSubmit(),
  z: () => undo?.requestSubmit(),
};

// Whoever switched the keys off at the desk does not want them here either (WCAG 2.1.4).
const kept = (() => { try { return localStorage; } catch { return undefined; } })();
const isTyping = (target) => target.closest("textarea, select, [contenteditable], input:not([type=checkbox])");

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isTyping(event.target)) return;
  const key = event.key.toLowerCase();
  if (kept?.getItem("desk-keys") === "off" || !Object.hasOwn(keys, key) || (key !== "z" && !form)) return;
  event.preventDefault();
  keys[key]();
});

if (form) {
  form.querySelector("[data-all]").hidden = false;
  document.querySelector("[data-keys]").hidden = !matchMedia("(any-hover: hover)").matches;
  form.querySelector("[data-all] input").addEventListener("change", (event) => tickAll(event.target.checked));
  document.addEventListener("click", (event) => {
    if (!event.target.matches?.("[data-tick]")) return;
    if (event.shiftKey && last) {
      const [from, to] = [ticks.indexOf(last), ticks.indexOf(event.target)].sort((one, other) => one - other);
      for (const tick of ticks.slice(from, to + 1)) tick.checked = event.target.checked;
    }
    last = event.target;
    here = rows.findIndex((row) => row.contains(event.target));
    show();
  });
  form.addEventListener("submit", (event) => {
    if (!ticks.some((tick) => tick.checked)) event.preventDefault();
  });
  show();
}
