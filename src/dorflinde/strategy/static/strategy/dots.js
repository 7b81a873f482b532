// Plus and minus beside each measure, and how many dots are left; without this module the numbers are typed.
const form = document.querySelector("[data-dots]");
if (form) {
  const all = Number(form.dataset.dots);
  const left = form.querySelector("[data-left]");
  const fields = [...form.querySelectorAll("input[type=number]")];
  const rest = () => all - fields.reduce((sum, field) => sum + (Number(field.value) || 0), 0);
  const show = () => { left.textContent = `${left.dataset.words} ${rest()}`; };
  for (const button of form.querySelectorAll("[data-step]")) {
    const field = button.parentElement.querySelector("input");
    button.hidden = false;
    button.addEventListener("click", () => {
      const step = Number(button.dataset.step);
      if (step > 0 && rest() <= 0) return;
      field.value = Math.min(Number(field.max), Math.max(0, (Number(field.value) || 0) + step));
      show();
    });
  }
  form.addEventListener("input", show);
  show();
}
