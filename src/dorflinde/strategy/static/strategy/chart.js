// Moves bars by dragging or with the arrow keys; without this module each bar leads to its form.
let held = null; // { bar, months, from, dragged }
const part = () => document.getElementById("zeitachse");
const said = () => part().querySelector("[data-said]");

function hold(bar) {
  if (held?.bar !== bar) {
    release();
    held = { bar, months: 0, from: null, dragged: false };
  }
}

function release() {
  held?.bar.removeAttribute("transform");
  held?.bar.removeAttribute("data-moving");
  held = null;
  said().textContent = "";
}

function move(months) {
  const { step, month } = held.bar.dataset;
  held.months = Math.round(months / Number(step)) * Number(step);
  held.bar.setAttribute("data-moving", "");
  held.bar.setAttribute("transform", `translate(${held.months * Number(month)} 0)`);
  const words = held.months < 0 ? said().dataset.earlier : said().dataset.later;
  said().textContent = held.months ? words.replace("{n}", Math.abs(held.months)) : "";
}

async function send(address, body, id) {
  const headers = { "X-Requested-With": "fetch", ...JSON.parse(document.body.getAttribute("hx-headers") ?? "{}") };
  const answer = await fetch(address, { method: "POST", headers, body }).catch(() => null);
  if (!answer?.ok) {
    release();
    said().textContent = said().dataset.failed;
    return;
  }
  held = null;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("zeitachse");
  part().replaceWith(fresh);
  fresh.querySelector(`.roadmap-chart:not(.narrow) [data-id="${id}"]`)?.focus();
}

const save = () => send(held.bar.dataset.shift, new URLSearchParams({ months: held.months }), held.bar.dataset.id);
const barOf = (event) => event.target.closest?.("a[data-shift]");

document.addEventListener("keydown", (event) => {
  const bar = barOf(event);
  const ways = { ArrowLeft: -1, ArrowRight: 1 };
  if (bar && event.key in ways) {
    hold(bar);
    move(held.months + ways[event.key] * Number(bar.dataset.step));
  } else if (bar && held?.months && event.key === "Enter") save();
  else if (held && event.key === "Escape") release();
  else return;
  event.preventDefault();
});
document.addEventListener("pointerdown", (event) => {
  const bar = barOf(event);
  if (!bar || event.button !== 0 || event.pointerType === "touch") return;
  hold(bar);
  held.from = event.clientX - (held.months * Number(bar.dataset.month) * bar.ownerSVGElement.getScreenCTM().a);
});
document.addEventListener("pointermove", (event) => {
  if (held?.from == null) return;
  const way = (event.clientX - held.from) / held.bar.ownerSVGElement.getScreenCTM().a;
  held.dragged ||= Math.abs(way) > 4;
  if (held.dragged) move(way / Number(held.bar.dataset.month));
});
document.addEventListener("pointerup", () => {
  if (held?.from == null) return;
  held.from = null;
  if (held.dragged && held.months) save();
});
document.addEventListener("click", (event) => {
  if (barOf(event) && held?.dragged) event.preventDefault();
});
document.addEventListener("dragstart", (event) => barOf(event) && event.preventDefault());
document.addEventListener("submit", (event) => {
  const id = event.target.dataset.back;
  if (!id) return;
  event.preventDefault();
  send(event.target.action + location.search, new URLSearchParams(new FormData(event.target)), id);
});
