// Reads the reader's choice of light or dark before the first paint; a file of its own because it must not wait for anything.
try {
  const choice = localStorage.getItem("theme");
  if (choice === "dark" || choice === "light") document.documentElement.dataset.theme = choice;
} catch { /* storage is switched off: the system decides */ }
