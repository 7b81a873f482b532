// Counts along while somebody fills in a ballot, and moves proposals up and down; without this module the server does both.
const form = document.querySelector("[data-ballot]");
const language = document.documentElement.lang || "de";
const money = new Intl.NumberFormat(language, { style: "currency", currency: "EUR", maximumFractionDigits: 2, trailingZeroDisplay: "stripIfInteger" });
const fill = (words, values) => words.replace(/\{(\w+)\}/g, (_all, name) => values[name]);

// --- How much is left -----------------------------------------------------------------------------------------------------
function spent(pot) {
  const fields = [...pot.querySelectorAll("[data-price]")];
  return fields.reduce((sum, field) => {
    const times = field.type === "checkbox" ? Number(field.checked) : Math.max(0, Number(field.value) || 0);
    return sum + times * Number(field.dataset.price);
  }, 0);
}

function tell(pot) {
  const words = pot.querySelector("[data-left]");
  if (!words) return true;
  const all = Number(pot.dataset.limit);
  const used = spent(pot);
  const say = pot.dataset.money === undefined ? String : (cents) => money.format(cents / 100);
  const isOver = used > all;
  words.classList.toggle("over", isOver);
  words.textContent = fill(isOver ? words.dataset.over : words.dataset.left, { used: say(used), all: say(all), left: say(all - used), over: say(used - all) });
  return !isOver;
}

if (form) {
  const pots = [...form.querySelectorAll("[data-limit]")];
  const show = () => pots.map(tell);
  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => {
    if (event.submitter?.name === "schritt") return;
    const wrong = pots.find((pot) => !tell(pot));
    if (!wrong) return;
    event.preventDefault(); // what does not count is not sent; the words beside it say why
    const words = wrong.querySelector("[data-left]");
    words.tabIndex = -1;
    words.focus();
  });
  for (const button of form.querySelectorAll("[data-step]")) {
    const field = button.parentElement.querySelector("input");
    button.hidden = false;
    button.addEventListener("click", () => {
      const value = (Number(field.value) || 0) + Number(button.dataset.step);
      field.value = Math.min(Number(field.max), Math.max(0, value)) || "";
      show();
    });
  }
  show();
}

// --- An order: by buttons, by keys, by dragging -----------------------------------------------------------------------------
function number(list) {
  const rows = [...list.children];
  rows.forEach((row, at) => {
    row.querySelector("[data-place]").textContent = `${at + 1}.`;
    row.querySelector("[value^=hoch]").disabled = at === 0;
    row.querySelector("[value^=runter]").disabled = at === rows.length - 1;
  });
  list.closest("[data-order]").querySelector("[data-none]").hidden = rows.length > 0;
}

function put(row, into, said) {
  const list = row.closest("[data-order]");
  const isIn = into.matches("[data-ranked]");
  into.append(row);
  row.draggable = isIn;
  row.querySelector("[name=rang]").disabled = !isIn;
  for (const button of row.querySelectorAll("[name=schritt]")) button.hidden = isIn === button.value.startsWith("rein");
  row.querySelector("[data-place]").hidden = !isIn;
  number(list.querySelector("[data-ranked]"));
  announce(row, said);
}

function announce(row, words) {
  const place = [...row.parentElement.children].indexOf(row) + 1;
  row.closest("form").querySelector("[data-said]").textContent = fill(words, { title: row.dataset.title, place });
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-ballot] [name=schritt]");
  if (!button) return;
  event.preventDefault();
  const row = button.closest("li");
  const order = row.closest("[data-order]");
  const words = row.closest("form").querySelector("[data-said]").dataset;
  const way = button.value.split(":")[0];
  if (way === "rein") put(row, order.querySelector("[data-ranked]"), words.moved);
  else if (way === "raus") put(row, order.querySelector("[data-unranked]"), words.out);
  else {
    if (way === "hoch") row.previousElementSibling?.before(row);
    else row.nextElementSibling?.after(row);
    number(row.parentElement);
    announce(row, words.moved);
  }
  const next = [button, ...row.querySelectorAll("[name=schritt]")].find((one) => !one.hidden && !one.disabled);
  next?.focus();
});

let dragged = null;
document.addEventListener("dragstart", (event) => { dragged = event.target.closest?.("[data-ranked] > li") ?? null; });
document.addEventListener("dragover", (event) => {
  const over = event.target.closest?.("[data-ranked] > li");
  if (!dragged || !over || over === dragged || over.parentElement !== dragged.parentElement) return;
  event.preventDefault();
  const { top, height } = over.getBoundingClientRect();
  if (event.clientY < top + height / 2) over.before(dragged);
  else over.after(dragged);
});
document.addEventListener("drop", (event) => dragged && event.preventDefault());
document.addEventListener("dragend", () => {
  if (!dragged) return;
  number(dragged.parentElement);
  announce(dragged, dragged.closest("form").querySelector("[data-said]").dataset.moved);
  dragged = null;
});
