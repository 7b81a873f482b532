// Typing in sheets of paper: Enter goes to the next line, on the last one it saves. Without this module Tab and the button do.
for (const form of document.querySelectorAll("[data-typed]")) {
  const lines = [...form.querySelectorAll("input[type=text]")];
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target.type !== "text") return;
    const next = lines[lines.indexOf(event.target) + 1];
    if (!next || event.ctrlKey) return;
    event.preventDefault();
    next.focus();
    next.select();
  });
  // Whoever was quicker than this script stays where they are.
  const isUntouched = [document.body, lines[0]].includes(document.activeElement) && lines.every((line) => line.value === line.defaultValue);
  if (isUntouched) (form.querySelector("[aria-invalid=true]") ?? lines[0])?.focus();
}
