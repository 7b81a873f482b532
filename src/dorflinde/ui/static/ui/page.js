// Small comforts on every page. Each works on what it finds and is missed by nobody when JavaScript is off.

const all = (selector, root = document) => root.querySelectorAll(selector);

function store(kind) {
  try { return window[kind]; } catch { return undefined; }
}

// --- Light and dark -----------------------------------------------------------------------------------------------------
const root = document.documentElement;
const isDark = () => (root.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";

for (const button of all("[data-theme-switch]")) {
  const name = () => { button.textContent = isDark() ? button.dataset.toLight : button.dataset.toDark; };
  button.hidden = false;
  name();
  button.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    store("localStorage")?.setItem("theme", root.dataset.theme);
    name();
  });
}

// --- Questions before and windows on top ----------------------------------------------------------------------------------
document.addEventListener("click", (event) => {
  const pressed = event.target.closest("[data-confirm], [data-opens], [data-closes]");
  if (!pressed) return;
  if (pressed.dataset.confirm && !confirm(pressed.dataset.confirm)) {
    event.preventDefault();
    event.stopImmediatePropagation();
  }
  if (pressed.dataset.opens) document.getElementById(pressed.dataset.opens)?.showModal();
  if ("closes" in pressed.dataset) pressed.closest("dialog")?.close();
}, true);

// --- Text fields: room that grows, characters that are left -----------------------------------------------------------------
const grows = !CSS.supports("field-sizing", "content");

function fit(area) {
  if (!grows) return;
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight + 4}px`;
}

function count(area) {
  const words = area.id && document.querySelector(`[data-length-of="${CSS.escape(area.id)}"]`);
  if (words) words.textContent = words.dataset.left.replace("%s", Math.max(0, area.maxLength - area.value.length));
}

document.addEventListener("input", ({ target }) => {
  if (target.matches?.("textarea")) { fit(target); count(target); }
});

// --- What was typed is kept until it was taken --------------------------------------------------------------------------------
const memory = store("sessionStorage");
const keptKey = (form) => `kept:${location.pathname}:${form.dataset.keep}`;
const keepable = "textarea[name], select[name], input[name]:not([type=hidden], [type=password], [type=file], [type=checkbox], [type=radio])";

function keep(form, sent = false) {
  const values = {};
  for (const field of all(keepable, form)) if (field.value !== field.defaultValue) values[field.name] = field.value;
  memory?.setItem(keptKey(form), JSON.stringify({ sent, values }));
}

function restore(form) {
  const kept = memory?.getItem(keptKey(form));
  if (!kept || form.querySelector("[aria-invalid]")) return;
  for (const [name, value] of Object.entries(JSON.parse(kept).values)) {
    const field = form.elements[name];
    if (field instanceof HTMLElement && !field.value) field.value = value;
  }
}

// Arriving somewhere after sending means the text was taken, unless the page shows mistakes or asks who one is.
if (performance.getEntriesByType("navigation")[0]?.type === "navigate") {
  const notTaken = document.querySelector("[aria-invalid], [name=login], [name=code]");
  for (const key of Object.keys(memory ?? {}).filter((name) => name.startsWith("kept:"))) {
    const entry = JSON.parse(memory.getItem(key));
    if (entry.sent && notTaken) memory.setItem(key, JSON.stringify({ ...entry, sent: false }));
    else if (entry.sent) memory.removeItem(key);
  }
}

// --- Forms --------------------------------------------------------------------------------------------------------------------
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method === "dialog" || event.defaultPrevented) return;
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "yes";
  if (form.dataset.keep) keep(form, true);
  // Freed again for the way back, and where the answer is a file and the page stays.
  setTimeout(() => delete form.dataset.sent, 4000);
});
addEventListener("pageshow", () => { for (const form of all("[data-sent]")) delete form.dataset.sent; });

function prepare(part) {
  for (const form of all("form[data-keep]", part)) {
    restore(form);
    form.addEventListener("input", () => keep(form));
  }
  for (const area of all("textarea", part)) { fit(area); count(area); }
  for (const select of all("form[data-at-once] select", part)) select.addEventListener("change", () => select.form.requestSubmit());
}

prepare(document);
for (const here of all(".tabs [aria-current]")) {
  const row = here.closest("ul");
  row.scrollLeft = here.offsetLeft - row.offsetLeft - (row.clientWidth - here.offsetWidth) / 2;
}
document.addEventListener("htmx:load", (event) => prepare(event.detail.elt));
document.querySelector(".error-summary")?.focus();
