// Reports without network: they are kept on this device, photo and all, and sent when it is back.
import { solve } from "../ui/puzzle.js";

const STORE = "drafts";
const LEFT_OUT = new Set(["csrfmiddlewaretoken", "puzzle", "kept_photo", "written_at", "seen_similar", "photo", "draft"]);
const REPORT = /\/melden\/(verwalten\/)?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\/$/; // where a report that was filed is read
const PATIENCE = 6000; // milliseconds to wait for a sign of life
const box = document.querySelector("[data-drafts]");
const form = document.querySelector("[data-report-form]");

const opened = new Promise((done, failed) => {
  const asked = indexedDB.open("reports", 1);
  asked.onupgradeneeded = () => asked.result.createObjectStore(STORE, { keyPath: "id" });
  asked.onsuccess = () => done(asked.result);
  asked.onerror = () => failed(asked.error);
});
opened.catch(() => {}); // a browser without a store sends as it always did

async function store(mode, work) {
  const shelf = (await opened).transaction(STORE, mode).objectStore(STORE);
  return new Promise((done, failed) => {
    const asked = work(shelf);
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
  });
}

// --- Keeping ------------------------------------------------------------------------------------------------------------
// By this key the town hall knows a draft that arrives a second time; crypto.randomUUID is missing in older browsers.
const key = () => crypto.randomUUID?.() ?? Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

async function keep() {
  const given = new FormData(form);
  const photo = given.get("photo");
  const draft = {
    id: form.elements.draft.value || key(),
    writer: box.dataset.writer,
    path: form.getAttribute("action") || location.pathname,
    at: new Date().toISOString(),
    fields: [...given].filter(([name]) => !LEFT_OUT.has(name)),
    // As bytes: not every browser keeps a file that was chosen in a form.
    photo: photo?.size ? { name: photo.name, type: photo.type, bytes: await photo.arrayBuffer() } : undefined,
  };
  await store("readwrite", (shelf) => shelf.put(draft));
  form.reset();
  form.elements.draft.value = "";
  form.querySelector("[data-map=pin]")?.dispatchEvent(new CustomEvent("map:clear"));
  for (const said of form.querySelectorAll("[role=status]")) said.replaceChildren();
  delete form.dataset.sent;
  Object.keys(sessionStorage).filter((name) => name.startsWith("kept:") && name.endsWith("reports.report")).forEach((name) => sessionStorage.removeItem(name));
  await show();
  box.scrollIntoView({ block: "center" });
}

async function isReachable() {
  if (!navigator.onLine) return false;
  try {
    const answer = await fetch(form.dataset.alive, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
    return answer.ok;
  } catch {
    return false;
  }
}

// Before anything else listens: without network the page would be gone with what was typed.
if (form) {
  form.addEventListener("submit", async (event) => {
    if (form.dataset.reachable || !form.elements.text.value.trim()) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const { submitter } = event;
    if (await isReachable()) {
      form.dataset.reachable = "yes";
      form.requestSubmit(submitter);
    } else {
      await keep().catch(() => { form.dataset.reachable = "yes"; form.requestSubmit(submitter); });
    }
  }, { capture: true });
  addEventListener("pageshow", () => delete form.dataset.reachable);
}

// --- Sending ------------------------------------------------------------------------------------------------------------
async function send(draft) {
  const page = await fetch(draft.path, { cache: "no-store" });
  if (!page.ok) throw new Error(page.status);
  const fresh = new DOMParser().parseFromString(await page.text(), "text/html");
  if (fresh.querySelector("[data-drafts]")?.dataset.writer !== draft.writer) throw new Error("other"); // somebody else is signed in
  const body = new FormData();
  for (const [name, value] of draft.fields) body.append(name, value);
  body.set("csrfmiddlewaretoken", fresh.querySelector("[name=csrfmiddlewaretoken]").value);
  body.set("seen_similar", "on");
  body.set("written_at", draft.at);
  body.set("draft", draft.id);
  if (draft.photo) body.set("photo", new File([draft.photo.bytes], draft.photo.name, { type: draft.photo.type }));
  const puzzle = fresh.querySelector("[data-puzzle]");
  if (puzzle) body.set("puzzle", await solve(await (await fetch(puzzle.dataset.puzzle, { cache: "no-store" })).json()));
  const answer = await fetch(draft.path, { method: "POST", body });
  if (answer.ok && REPORT.test(new URL(answer.url).pathname)) return answer.url;
  throw new Error(answer.status === 422 || answer.redirected ? "mend" : answer.status); // led elsewhere, it was not filed
}

// Whoever else uses this device sees nothing of a draft, and nothing is sent in their name.
const own = async () => (await store("readonly", (shelf) => shelf.getAll())).filter((draft) => draft.writer === box?.dataset.writer);

async function sendAll() {
  const sent = [];
  for (const draft of await own()) {
    try {
      sent.push(await send(draft));
      await store("readwrite", (shelf) => shelf.delete(draft.id));
    } catch (problem) {
      if (problem.message === "mend") await store("readwrite", (shelf) => shelf.put({ ...draft, mend: true }));
      else if (problem.message !== "other") break; // still without network: all of them wait
    }
  }
  await show(sent);
}

// One page at a time sends, or two open pages would send everything twice.
const send_once = () => navigator.locks ? navigator.locks.request("reports", sendAll) : sendAll();

// --- Showing ------------------------------------------------------------------------------------------------------------
function line(words, ...more) {
  const paragraph = document.createElement("p");
  paragraph.append(words, ...more);
  return paragraph;
}

function button(words, action) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "kern-btn kern-btn--tertiary";
  const label = document.createElement("span");
  label.className = "kern-label";
  label.textContent = words;
  made.append(label);
  made.addEventListener("click", action);
  return made;
}

function bring(draft) {
  for (const [name, value] of draft.fields) if (form.elements[name]) form.elements[name].value = value;
  form.elements.draft.value = draft.id;
  if (draft.photo) {
    const files = new DataTransfer();
    files.items.add(new File([draft.photo.bytes], draft.photo.name, { type: draft.photo.type }));
    form.elements.photo.files = files.files;
  }
  const [lat, lon] = [form.elements.lat.value, form.elements.lon.value];
  if (lat && lon) form.querySelector("[data-map=pin]")?.dispatchEvent(new CustomEvent("map:place", { detail: { lat: Number(lat), lon: Number(lon) } }));
  form.scrollIntoView();
}

async function show(sent = []) {
  if (!box) return;
  const drafts = await own();
  box.hidden = !drafts.length && !sent.length;
  const list = box.querySelector("[data-drafts-list]");
  list.replaceChildren();
  for (const url of sent) {
    const link = document.createElement("a");
    link.href = url;
    link.textContent = box.dataset.look;
    list.append(line(`${box.dataset.arrived} `, link));
  }
  for (const draft of drafts) {
    const text = draft.fields.find(([name]) => name === "text")?.[1].slice(0, 80) ?? "";
    const forget = button(box.dataset.forget, async () => {
      if (!confirm(box.dataset.sure)) return;
      await store("readwrite", (shelf) => shelf.delete(draft.id));
      await show();
    });
    const next = draft.mend && form
      ? button(box.dataset.mend, async () => { bring(draft); await store("readwrite", (shelf) => shelf.delete(draft.id)); await show(); })
      : button(box.dataset.now, send_once);
    const row = document.createElement("div");
    row.className = "row";
    row.append(next, forget);
    list.append(line(`${draft.mend ? box.dataset.refused : box.dataset.waits} „${text}“`), row);
  }
}

addEventListener("online", () => send_once().catch(() => {}));
opened.then(async () => {
  await show();
  if (navigator.onLine) await send_once();
}).catch(() => {});

// --- The form opens without network, too ----------------------------------------------------------------------------------
if (form && "serviceWorker" in navigator) {
  navigator.serviceWorker.register("/dienst.js").then(() => navigator.serviceWorker.ready).then((registered) => {
    const parts = performance.getEntriesByType("resource").map((entry) => entry.name);
    registered.active.postMessage({ keep: [location.pathname, ...parts] });
  }).catch(() => {});
}
