// Says how many measures are ticked; with Shift a whole stretch is ticked at once.
const form = document.getElementById("gemeinsam");
if (form) {
  const words = form.querySelector("[data-ticked]");
  let last = null;
  const boxes = () => [...document.querySelectorAll("input.tick")];
  const show = () => { words.textContent = boxes().filter((box) => box.checked).length || ""; };
  document.addEventListener("click", (event) => {
    if (!event.target.matches?.("input.tick")) return;
    const list = boxes();
    if (event.shiftKey && last && list.includes(last)) {
      const [from, to] = [list.indexOf(last), list.indexOf(event.target)].sort((one, other) => one - other);
      for (const box of list.slice(from, to + 1)) box.checked = event.target.checked;
    }
    last = event.target;
    show();
  });
  show();
}
