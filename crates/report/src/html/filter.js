"use strict";
(() => {
  const form = document.getElementById("filter");
  if (!form) return;
  const FIELDS = ["tier", "severity", "confidence", "state", "standing", "component"];
  const rows = Array.from(document.querySelectorAll("[data-f]"), (element) => {
    const words = element.dataset.f.split(" ");
    return { element, words, classes: words.slice(FIELDS.length), text: null, shown: true };
  });
  const groups = new Map();
  for (const row of rows) {
    const element = row.element.closest("section > details");
    if (!element) continue;
    if (!groups.has(element)) groups.set(element, []);
    groups.get(element).push(row);
  }
  const text = document.getElementById("filter-text");
  const count = document.getElementById("filter-count");
  // Whoever dictates or types by accident can switch single keys off (WCAG 2.2, 2.1.4).
  const keys = document.getElementById("filter-keys");
  const textOf = (row) => (row.text ??= row.element.textContent.toLowerCase());
  const apply = () => {
    const needle = text.value.trim().toLowerCase();
    const wanted = FIELDS.map((name) => form.elements[name]?.value ?? "");
    const wantedClass = form.elements["class"].value;
    let shown = 0;
    for (const row of rows) {
      const keep = wanted.every((value, index) => value === "" || row.words[index] === value)
        && (wantedClass === "" || row.classes.includes(wantedClass))
        && (needle === "" || textOf(row).includes(needle));
      if (keep !== row.shown) {
        row.element.hidden = !keep;
        row.shown = keep;
      }
      if (keep) shown += 1;
    }
    const filtering = needle !== "" || wantedClass !== "" || wanted.some((value) => value !== "");
    for (const [element, members] of groups) element.hidden = !members.some((row) => row.shown);
    document.body.classList.toggle("filtering", filtering);
    count.textContent = shown;
  };
  let pending = 0;
  const soon = () => {
    clearTimeout(pending);
    pending = setTimeout(apply, 60);
  };
  form.addEventListener("input", soon);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => {
    const wanted = keys.checked;
    setTimeout(() => {
      keys.checked = wanted;
      apply();
    }, 0);
  });
  // What is searched is read while nobody waits for it.
  let next = 0;
  const read = (deadline) => {
    while (next < rows.length && (deadline?.timeRemaining() ?? 1) > 0) textOf(rows[next++]);
    if (next < rows.length) requestIdleCallback(read);
  };
  if ("requestIdleCallback" in window) requestIdleCallback(read);
  const articles = rows.filter((row) => row.element.matches("article"));
  const step = (by) => {
    const visible = articles.filter((row) => row.shown);
    if (visible.length === 0) return;
    const at = visible.findIndex((row) => row.element === document.activeElement);
    const to = at < 0 ? (by > 0 ? 0 : visible.length - 1) : Math.min(Math.max(at + by, 0), visible.length - 1);
    visible[to].element.focus();
    visible[to].element.scrollIntoView();
  };
  document.addEventListener("keydown", (event) => {
    if (!keys.checked || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.matches("input, select, textarea")) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    if (event.key === "/") {
      event.preventDefault();
      text.focus();
    } else if (event.key === "j") {
      step(1);
    } else if (event.key === "k") {
      step(-1);
    }
  });
  form.hidden = false;
  apply();
})();
