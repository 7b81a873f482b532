// A survey on the phone: one page after the other, only the questions that are called up, and nothing typed is ever lost.
// Without this module the whole form stands on one page and works as well.

const all = (selector, root = document) => [...root.querySelectorAll(selector)];
let memory;
try { memory = window.localStorage; } catch { memory = undefined; }

const WAIT = 2500;
const keyOf = (survey, who) => `survey:${survey}:${who}`;

for (const done of all("[data-survey-done]")) {
  for (const key of Object.keys(memory ?? {})) if (key.startsWith(`survey:${done.dataset.surveyDone}:`)) memory.removeItem(key);
}

for (const form of all("form[data-survey]")) run(form);

function run(form) {
  const key = keyOf(form.dataset.survey, form.dataset.who);
  const asSent = "asSent" in form.dataset;
  const said = form.querySelector("[data-survey-said]");
  const questions = all("[data-question]", form);
  const pages = all("[data-survey-page]", form);
  const parts = { step: form.querySelector("[data-survey-step]"), back: form.querySelector("[data-survey-back]"), next: form.querySelector("[data-survey-next]"), send: form.querySelector("[data-survey-send]"), last: form.querySelector("[data-survey-last]") };
  let here = 0;
  let waiting;

  for (const hint of all("[data-survey-hint]", form)) hint.hidden = true;

  // --- Which questions are called up ---------------------------------------------------------------------------------------
  const chosen = (question) => all(`[name="f${question}"]:checked`, form).map(({ value }) => Number(value));

  function callUp() {
    const up = new Set();
    for (const element of questions) {
      const rules = Object.entries(JSON.parse(element.dataset.if ?? "{}"));
      const isUp = rules.every(([question, choices]) => up.has(question) && chosen(question).some((choice) => choices.includes(choice)));
      element.hidden = !isUp;
      if (isUp) up.add(element.dataset.question);
    }
  }

  function offerOther() {
    for (const field of all("[name$=_other]", form)) {
      const isChosen = form.querySelector(`[name="${field.name.replace("_other", "")}"][value=other]`)?.checked;
      field.closest(".kern-form-input").hidden = !isChosen;
    }
  }

  // --- One page after the other --------------------------------------------------------------------------------------------
  const asked = () => pages.filter((page) => all("[data-question]", page).some((element) => !element.hidden));

  function show(number, move = true) {
    const shown = asked();
    here = Math.max(0, Math.min(number, shown.length - 1));
    for (const page of pages) page.hidden = page !== shown[here];
    const isLast = here >= shown.length - 1;
    parts.back.hidden = here === 0;
    parts.next.hidden = isLast;
    parts.send.hidden = parts.last.hidden = !isLast;
    parts.step.hidden = shown.length < 2;
    let word = 0;
    parts.step.textContent = parts.step.dataset.words.replaceAll("%s", () => (word++ ? shown.length : here + 1));
    if (!move) return;
    form.scrollIntoView({ block: "start" });
    (shown[here].querySelector("h2") ?? shown[here].querySelector("input, select, textarea"))?.focus({ preventScroll: true });
  }

  function isAnswered(element) {
    const fields = all("input, select, textarea", element).filter(({ type }) => type !== "hidden" || element.querySelector("[data-map]"));
    const names = new Set(fields.map(({ name }) => name).filter((name) => !name.endsWith("_other") && !name.endsWith("_gone")));
    return [...names].every((name) => fields.some((field) => field.name === name && (["radio", "checkbox"].includes(field.type) ? field.checked : field.value)));
  }

  function firstMissing(page) {
    let first;
    for (const element of all("[data-required]", page)) {
      const isMissing = !element.hidden && !isAnswered(element) && !element.querySelector(".alert, [name$=_gone]");
      const words = element.querySelector("[data-survey-missing]");
      words.hidden = !isMissing;
      words.querySelector("span").textContent = element.dataset.required;
      if (isMissing) first ??= element;
    }
    return first;
  }

  function tellMissing(element) {
    element.scrollIntoView({ block: "center" });
    element.querySelector("input:not([type=hidden]), select, textarea, [data-map]")?.focus({ preventScroll: true });
  }

  parts.next.addEventListener("click", () => {
    const missing = firstMissing(asked()[here]);
    if (missing) tellMissing(missing);
    else show(here + 1);
  });
  parts.back.addEventListener("click", () => show(here - 1));

  // --- Nothing typed is lost -------------------------------------------------------------------------------------------------
  function values() {
    const kept = {};
    for (const [name, value] of new FormData(form)) if (typeof value === "string" && name !== "csrfmiddlewaretoken") (kept[name] ??= []).push(value);
    return kept;
  }

  function restore() {
    let kept;
    try { kept = JSON.parse(memory?.getItem(key) ?? "null"); } catch { kept = null; }
    if (!kept || asSent) return;
    for (const field of all("input, select, textarea", form)) {
      if (!field.name || field.name === "csrfmiddlewaretoken" || field.type === "file") continue;
      const given = kept[field.name] ?? [];
      if (["radio", "checkbox"].includes(field.type)) field.checked = given.includes(field.value);
      else field.value = given[0] ?? "";
    }
    said.textContent = said.dataset.restored;
  }

  async function sendAside() {
    if (!form.dataset.keepUrl) return;
    const typed = new FormData(form);
    for (const { name } of all("[type=file]", form)) typed.delete(name);
    try {
      const answer = await fetch(form.dataset.keepUrl, { method: "POST", body: typed });
      said.textContent = answer.ok ? said.dataset.kept : "";
    } catch {
      said.textContent = said.dataset.offline;
    }
  }

  function changed() {
    callUp();
    offerOther();
    for (const words of all("[data-survey-missing]:not([hidden])", form)) words.hidden = isAnswered(words.closest("[data-question]"));
    const shown = asked();
    parts.next.hidden = here >= shown.length - 1;
    parts.send.hidden = parts.last.hidden = !parts.next.hidden;
    memory?.setItem(key, JSON.stringify(values()));
    clearTimeout(waiting);
    waiting = setTimeout(sendAside, WAIT);
  }

  form.addEventListener("input", changed);
  form.addEventListener("change", ({ target }) => { if (target.type === "hidden") changed(); }); // a pin was put

  form.addEventListener("submit", (event) => {
    clearTimeout(waiting);
    const missing = asked().map((page, number) => [firstMissing(page), number]).find(([element]) => element);
    if (missing) {
      event.preventDefault();
      show(missing[1], false);
      tellMissing(missing[0]);
    } else if (!navigator.onLine) {
      event.preventDefault();
      said.textContent = said.dataset.offline;
    }
  }, true);

  restore();
  callUp();
  offerOther();
  const wrong = form.querySelector("[aria-invalid], [data-question] .kern-error:not([data-survey-missing])");
  show(wrong ? asked().indexOf(wrong.closest("[data-survey-page]")) : 0, false);
  form.addEventListener("click", ({ target }) => {
    const link = target.closest?.(".error-summary a");
    const page = link && document.querySelector(link.hash)?.closest("[data-survey-page]");
    if (page) show(asked().indexOf(page), false);
  }, true);
}
