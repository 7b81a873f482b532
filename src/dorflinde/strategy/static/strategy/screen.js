// Turns the pages of the big screen by arrow keys and keeps the shown one fresh; without this module the links do.
document.addEventListener("keydown", (event) => {
  const way = { ArrowRight: "next", PageDown: "next", " ": "next", ArrowLeft: "prev", PageUp: "prev" }[event.key];
  if (!way || event.target.closest("a") && event.key === " ") return;
  const link = document.querySelector(`nav a[rel="${way}"]`);
  if (link) { event.preventDefault(); link.click(); }
});

setInterval(async () => {
  if (document.hidden) return;
  try {
    const answer = await fetch(location.href);
    if (!answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-screen]");
    const shown = document.querySelector("[data-screen]");
    if (fresh && fresh.innerHTML !== shown.innerHTML) shown.replaceChildren(...fresh.childNodes);
  } catch { /* the hall's network is away for a moment: the picture stays */ }
}, 5000);
