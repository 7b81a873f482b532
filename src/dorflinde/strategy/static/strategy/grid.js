// Moves names in the grid of interest and influence, by dragging and by arrow keys; without this module each name leads to its form.
const grid = document.querySelector("[data-grid]");
const said = document.querySelector("[data-grid-said]");
const token = grid.querySelector("[name=csrfmiddlewaretoken]").value;
const STEPS = { ArrowUp: [0, 1], ArrowDown: [0, -1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
const waiting = new Map();
let dragged = null;

const cellAt = (interest, influence) => grid.querySelector(`td[data-interest="${interest}"][data-influence="${influence}"]`);

function put(who, cell) {
  who.home ??= who.parentElement;
  cell.append(who);
  clearTimeout(waiting.get(who));
  waiting.set(who, setTimeout(() => save(who), 400)); // several steps of the arrow keys are one judgement
}

async function save(who) {
  const cell = who.parentElement;
  const body = new FormData();
  body.set("interest", cell.dataset.interest);
  body.set("influence", cell.dataset.influence);
  body.set("csrfmiddlewaretoken", token);
  const answer = await fetch(who.dataset.move, { method: "POST", body }).catch(() => null);
  if (answer?.ok) {
    who.home = undefined;
    said.textContent = await answer.text();
    return;
  }
  who.home?.append(who); // what was not saved must not look as if it were
  who.home = undefined;
  location.assign(who.href);
}

grid.addEventListener("keydown", (event) => {
  const who = event.target.closest(".who");
  const step = STEPS[event.key];
  if (!who || !step) return;
  event.preventDefault();
  const from = who.parentElement.dataset;
  const cell = cellAt(Number(from.interest) + step[0], Number(from.influence) + step[1]);
  if (!cell) return;
  put(who, cell);
  who.focus();
});

grid.addEventListener("dragstart", (event) => {
  dragged = event.target.closest(".who");
  event.dataTransfer?.setData("text/plain", dragged?.textContent ?? "");
});
for (const cell of grid.querySelectorAll("td")) {
  cell.addEventListener("dragover", (event) => { if (dragged) { event.preventDefault(); cell.classList.add("over"); } });
  cell.addEventListener("dragleave", () => cell.classList.remove("over"));
  cell.addEventListener("drop", (event) => {
    event.preventDefault();
    cell.classList.remove("over");
    if (dragged && dragged.parentElement !== cell) put(dragged, cell);
    dragged = null;
  });
}
