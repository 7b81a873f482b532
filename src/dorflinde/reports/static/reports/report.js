// „Ich stehe gerade hier“: the device says where it is, once, when it is asked.

for (const box of document.querySelectorAll("[data-here]")) {
  if (!("geolocation" in navigator)) break;
  const form = box.closest("form");
  const said = box.querySelector("[role=status]");
  const button = box.querySelector("button");
  box.hidden = false;
  button.addEventListener("click", () => {
    said.textContent = box.dataset.asking;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        const place = { lat: coords.latitude, lon: coords.longitude };
        form.elements.lat.value = place.lat.toFixed(6);
        form.elements.lon.value = place.lon.toFixed(6);
        form.querySelector("[data-map=pin]")?.dispatchEvent(new CustomEvent("map:place", { detail: place }));
        said.textContent = box.dataset.found;
      },
      () => { said.textContent = box.dataset.failed; },
      { enableHighAccuracy: true, timeout: 15000, maximumAge: 30000 },
    );
  });
}
