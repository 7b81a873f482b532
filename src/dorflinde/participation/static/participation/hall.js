// A question hour that keeps itself up to date: asks every few seconds whether there is anything new (mostly there is not),
// sends without leaving the page, and gives those at the desk keys. Without JavaScript every button works and reloads.

const live = () => document.querySelector("[data-hall]");
const every = Number(live()?.dataset.every ?? 3) * 1000;
let etag = "";
let busyUntil = 0; // what is being sent must not lose its button to an update
let problems = 0;
let timer;

// --- What is mine: the same news goes to everybody, so each phone marks its own -------------------------------------------
const words = (name) => new Set((live().dataset[name] ?? "").split(" ").filter(Boolean));

function mark(part) {
  const mine = words("mine"), chosen = words("chosen");
  for (const button of part.querySelectorAll("[data-support]")) {
    const on = mine.has(button.dataset.support);
    button.name = on ? "zuruecknehmen" : "unterstuetzen";
    button.setAttribute("aria-pressed", on);
  }
  for (const button of part.querySelectorAll("[data-choice]")) button.setAttribute("aria-pressed", chosen.has(button.dataset.choice));
}

// --- News -----------------------------------------------------------------------------------------------------------------
const isTyping = (part) => [...part.querySelectorAll("textarea, input:not([type=hidden], [type=checkbox])")]
  .some((field) => field === document.activeElement || field.value !== field.defaultValue);

function say(before) {
  const place = document.querySelector("[data-live-said]");
  if (!place) return;
  for (const [name, sign] of [["podium", "podiumWords"], ["poll", "pollWords"]]) {
    const now = document.querySelector(`[data-${name}]`)?.dataset[name];
    if (now && now !== before[name]) place.textContent = `${place.dataset[sign]} ${now}`;
  }
}

function show(markup) {
  const fresh = new DOMParser().parseFromString(markup, "text/html");
  const waits = document.querySelector("[data-live-waits]");
  const before = { podium: document.querySelector("[data-podium]")?.dataset.podium, poll: document.querySelector("[data-poll]")?.dataset.poll };
  for (const part of fresh.querySelectorAll("[data-part]")) {
    const old = document.querySelector(`[data-part="${part.dataset.part}"]`);
    if (!old) continue;
    if (isTyping(old)) { if (waits) waits.hidden = false; return false; }
    const focus = old.contains(document.activeElement) ? document.activeElement.id : "";
    const open = [...old.querySelectorAll("details[open][id]")].map((one) => one.id);
    const ticked = [...old.querySelectorAll("input[type=checkbox]:checked")].map((one) => one.id);
    mark(part);
    old.replaceWith(document.adoptNode(part));
    for (const id of open) document.getElementById(id)?.setAttribute("open", "");
    for (const id of ticked) { const box = document.getElementById(id); if (box) box.checked = true; }
    if (focus) document.getElementById(focus)?.focus({ preventScroll: true });
  }
  if (waits) waits.hidden = true;
  say(before);
  return true;
}

async function look() {
  clearTimeout(timer);
  const place = live();
  if (place?.dataset.live && !document.hidden && Date.now() > busyUntil) {
    try {
      const answer = await fetch(place.dataset.live, { headers: etag ? { "If-None-Match": etag } : {}, cache: "no-store", signal: AbortSignal.timeout(10_000) });
      problems = 0;
      if (answer.status === 200 && !answer.redirected) {
        const markup = await answer.text();
        if (Date.now() > busyUntil && show(markup)) etag = answer.headers.get("ETag") ?? "";
      } else if (answer.status !== 304) problems = 3;
    } catch { problems = Math.min(problems + 1, 4); }
  }
  // Not all phones at once, and fewer when the line is bad.
  timer = setTimeout(look, every * (0.85 + 0.3 * Math.random()) * (1 + problems));
}

if (live()) {
  mark(live());
  timer = setTimeout(look, every * Math.random());
  document.addEventListener("visibilitychange", () => { if (!document.hidden) look(); });
}

// --- Sending without leaving the page -------------------------------------------------------------------------------------
document.addEventListener("submit", () => { if (live()) busyUntil = Date.now() + 6000; }, true);

document.addEventListener("submit", async (event) => {
  const form = event.target, place = live();
  // The page's own listener has already held back what is sent twice, and the puzzle what is not solved yet.
  if (event.defaultPrevented || !place?.contains(form) || form.method !== "post") return;
  event.preventDefault();
  try {
    const sent = new FormData(form);
    if (event.submitter?.name) sent.append(event.submitter.name, event.submitter.value);
    const answer = await fetch(form.action, { method: "POST", body: sent, signal: AbortSignal.timeout(15_000) });
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    const next = fresh.querySelector("[data-hall]");
    if (!answer.ok || !next || next.querySelector("[data-puzzle]")) { location.reload(); return; }
    const focus = document.activeElement?.id;
    const open = [...place.querySelectorAll("details[open][id]")].filter((one) => !one.contains(event.submitter)).map((one) => one.id);
    place.replaceWith(document.adoptNode(next));
    for (const id of open) document.getElementById(id)?.setAttribute("open", "");
    const goal = next.querySelector("[aria-invalid], .error-summary, [role=alert]") ?? (focus && document.getElementById(focus)) ?? next.querySelector("h2");
    goal?.focus?.({ preventScroll: !goal.matches("[aria-invalid], .error-summary") });
    for (const note of fresh.querySelectorAll(".notes")) next.prepend(document.adoptNode(note));
    sessionStorage?.removeItem(`kept:${location.pathname}:${form.dataset.keep}`);
    prepareKeys();
    document.dispatchEvent(new CustomEvent("htmx:load", { detail: { elt: next } })); // the small comforts of page.js: characters left, room that grows
  } catch { form.submit(); return; }
  etag = "";
  busyUntil = 0;
});

// --- Keys at the desk: letters work anywhere but in a field, and can be switched off (WCAG 2.1.4) --------------------------
const keysOff = () => localStorage.getItem("pult-tasten") === "aus";

function prepareKeys() {
  const button = document.querySelector("[data-keys-switch]");
  if (!button) return;
  const name = () => { button.textContent = keysOff() ? button.dataset.on : button.dataset.off; };
  button.hidden = false;
  name();
  button.addEventListener("click", () => { localStorage.setItem("pult-tasten", keysOff() ? "an" : "aus"); name(); });
}
prepareKeys();

document.addEventListener("keydown", (event) => {
  if (!document.querySelector("[data-keys]") || event.ctrlKey || event.metaKey || event.altKey || keysOff()) return;
  if (event.target.matches("textarea, select, input:not([type=checkbox])")) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  const cards = [...document.querySelectorAll("[data-question]")];
  const here = event.target.closest("[data-question]");
  const key = event.key.toLowerCase();
  if (key === "j" || key === "k") {
    const at = cards.indexOf(here);
    (cards[key === "j" ? at + 1 : Math.max(at - 1, 0)] ?? cards.at(-1))?.focus();
  } else if (key === "n") {
    const field = document.querySelector("[name=saal-text]");
    field?.closest("details")?.setAttribute("open", "");
    field?.focus();
  }
  else {
    const goal = (here ?? document).querySelector(`[data-key="${CSS.escape(key)}"]`) ?? (key === "z" ? document.querySelector("[data-key=z]") : null);
    if (!goal || (!here && key !== "z")) return;
    if (goal.matches("summary")) {
      goal.parentElement.open = true;
      goal.parentElement.querySelector("textarea, input")?.focus();
    } else goal.click();
  }
  event.preventDefault();
});
