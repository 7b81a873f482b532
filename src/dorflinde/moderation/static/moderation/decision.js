// A chosen reason fills in the form at once, and nothing that was typed is lost; without JavaScript the page loads anew.

const form = document.querySelector("#entscheidung");

document.querySelector("[data-templates]")?.addEventListener("click", (event) => {
  const chosen = event.target.closest("[data-reason]");
  if (!chosen || !form || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  const { outcome, ground, reason } = chosen.dataset;
  const check = (name, value) => {
    for (const radio of form.querySelectorAll(`[name="${name}"]`)) radio.checked = radio.value === value;
  };
  check("outcome", outcome);
  check("ground", ground);
  const typed = form.elements.reason.value.trim();
  if (!typed.includes(reason)) form.elements.reason.value = typed ? `${typed}\n\n${reason}` : reason;
  form.elements.reason.dispatchEvent(new Event("input", { bubbles: true }));
  form.elements.reason.focus();
});
