// Keeps every rating the moment it is given; digits answer the question that has the focus. Without this module there is a button.
for (const form of document.querySelectorAll("[data-rate]")) {
  const said = form.querySelector("[data-said]");
  const keep = async () => {
    try {
      const answer = await fetch(form.action, { method: "POST", body: new FormData(form), headers: { "X-Requested-With": "fetch" } });
      said.textContent = answer.status === 204 ? said.dataset.words : said.dataset.failed;
    } catch { said.textContent = said.dataset.failed; }
  };
  form.addEventListener("change", keep);
  form.addEventListener("keydown", (event) => {
    const scale = event.target.closest(".scale");
    if (!scale || !/^[1-5]$/.test(event.key)) return;
    const choice = scale.querySelector(`input[value="${event.key}"]`);
    choice.checked = true;
    choice.focus();
    keep();
  });
}
