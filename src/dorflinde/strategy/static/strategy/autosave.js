// Sends the answers of a questionnaire page shortly after each change; without this module the button does it.
for (const form of document.querySelectorAll("[data-autosave]")) {
  const words = form.querySelector("[data-autosave-words]");
  let waiting;
  const save = async () => {
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        body: new FormData(form),
        headers: { "X-Autosave": "1" },
      });
      words.textContent = answer.status === 204 ? words.dataset.saved : words.dataset.failed;
    } catch {
      words.textContent = words.dataset.failed;
    }
  };
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(save, 800);
  });
  form.addEventListener("submit", () => clearTimeout(waiting));
}
