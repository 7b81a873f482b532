// Orders fields of action by dragging; without this module the buttons beside each do it.
const form = document.querySelector("[data-order]");
const items = () => [...document.querySelectorAll("[data-order-item]")];
let dragged = null;

for (const item of items()) {
  item.draggable = true;
  item.addEventListener("dragstart", () => { dragged = item; });
  item.addEventListener("dragover", (event) => {
    if (!dragged || dragged === item) return;
    event.preventDefault();
    const { top, height } = item.getBoundingClientRect();
    item[event.clientY < top + height / 2 ? "before" : "after"](dragged);
  });
  item.addEventListener("drop", (event) => event.preventDefault());
  item.addEventListener("dragend", () => {
    dragged = null;
    for (const one of items()) {
      const input = Object.assign(document.createElement("input"), { type: "hidden", name: "feld", value: one.dataset.orderItem });
      form.append(input);
    }
    form.submit();
  });
}
