// Adds empty lines to a list inside a form; without this module one line is free after each saving.
for (const list of document.querySelectorAll("[data-lines]")) {
  const total = document.querySelector(`[name="${list.dataset.lines}-TOTAL_FORMS"]`);
  const most = document.querySelector(`[name="${list.dataset.lines}-MAX_NUM_FORMS"]`);
  const blank = list.querySelector("template");
  const more = list.querySelector("[data-more]");
  list.querySelector("[data-without-script]").hidden = true;
  more.hidden = Number(total.value) >= Number(most.value);
  more.querySelector("button").addEventListener("click", () => {
    const holder = document.createElement("template");
    holder.innerHTML = blank.innerHTML.replaceAll("__prefix__", total.value);
    const line = holder.content.querySelector("[data-line]");
    blank.before(line);
    total.value = Number(total.value) + 1;
    more.hidden = Number(total.value) >= Number(most.value);
    line.querySelector("input, select, textarea").focus();
  });
}
