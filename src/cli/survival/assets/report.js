// The survival map: columns sort, lists filter, links open what they lead to. Without it everything is there all the same.
"use strict";

for (const table of document.querySelectorAll("table.rows")) {
  const body = table.tBodies[0];
  const heads = [...table.tHead.rows[0].cells];

  const value = (row, column, number) => {
    const cell = row.cells[column];
    const text = cell.dataset.value ?? (cell.querySelector("summary") ?? cell).textContent.trim();
    return number ? Number(text) : text.toLowerCase();
  };

  heads.forEach((head, column) => {
    const number = head.dataset.sort === "number";
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const before = head.getAttribute("aria-sort");
      const rising = before ? before === "descending" : !number;
      for (const other of heads) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", rising ? "ascending" : "descending");
      const rows = [...body.rows].map((row) => [value(row, column, number), row]);
      rows.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0) * (rising ? 1 : -1));
      body.append(...rows.map(([, row]) => row));
    });
  });

  if (body.rows.length > 12) {
    const label = document.createElement("label");
    const input = document.createElement("input");
    const count = document.createElement("span");
    label.className = "filter";
    count.className = "soft";
    count.setAttribute("role", "status");
    input.type = "search";
    label.append("Only rows with", input, count);
    table.parentElement.before(label);
    let texts;
    input.addEventListener("input", () => {
      texts ??= [...body.rows].map((row) => [row, row.textContent.toLowerCase()]);
      const wanted = input.value.trim().toLowerCase();
      let shown = 0;
      for (const [row, text] of texts) {
        row.hidden = !text.includes(wanted);
        shown += row.hidden ? 0 : 1;
      }
      count.textContent = wanted ? `${shown} of ${texts.length}` : "";
    });
  }
}

const open = () => document.querySelector(":target details, :target > details")?.setAttribute("open", "");
addEventListener("hashchange", open);
open();
