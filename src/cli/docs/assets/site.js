// The search, and two courtesies of the guidance pages. Everything that is shown is set as text, never as markup.
"use strict";

(() => {
  const box = document.getElementById("_search");
  const query = document.getElementById("_query");
  const results = document.getElementById("_results");
  const count = document.getElementById("_count");
  const list = results.querySelector("ol");
  const MOST = 12;

  const plain = (text) => text.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f]/g, "").replace(/[-_\s]+/g, " ").trim();

  // One row a term and one a rule: what is looked through, and what is shown.
  const rows = (window.lakespeakIndex || []).flatMap((term) => {
    const row = { href: term.href, title: term.name, says: term.says, kind: term.category, names: [term.name, ...term.also].map(plain) };
    const rules = term.rules.map(([id, message]) => ({
      href: `${term.href}#${id}`, title: message, says: "", kind: `${id}, a rule of ${term.name}`, names: [plain(id)], rule: true,
    }));
    return [row, ...rules].map((one) => ({ ...one, all: plain([one.title, one.says, one.kind, ...one.names].join(" ")) }));
  });

  // Smaller is better; no number where a word is missing.
  function rank(row, wanted, words) {
    if (row.names.includes(wanted)) return row.rule ? 1 : 0;
    if (row.names.some((name) => name.startsWith(wanted))) return row.rule ? 3 : 2;
    if (row.names.some((name) => ` ${name}`.includes(` ${wanted}`))) return row.rule ? 5 : 4;
    if (row.names.some((name) => name.includes(wanted))) return row.rule ? 7 : 6;
    return words.every((word) => row.all.includes(word)) ? (row.rule ? 9 : 8) : undefined;
  }

  // How much of two words is the same, by pairs of letters: for slips of the finger.
  function alike(a, b) {
    const pairs = (word) => Array.from({ length: Math.max(word.length - 1, 0) }, (_, at) => word.slice(at, at + 2));
    const [left, right] = [pairs(a), pairs(b)];
    const shared = left.filter((pair) => right.includes(pair)).length;
    return (2 * shared) / Math.max(left.length + right.length, 1);
  }

  function find(text) {
    const wanted = plain(text);
    const words = wanted.split(" ");
    const found = rows.map((row) => [rank(row, wanted, words), row]).filter(([score]) => score !== undefined);
    if (found.length > 0) return { near: false, rows: found.sort((a, b) => a[0] - b[0]).map(([, row]) => row) };
    const near = rows.map((row) => [Math.max(...row.names.map((name) => alike(wanted, name))), row]).filter(([score]) => score > 0.5);
    return { near: true, rows: near.sort((a, b) => b[0] - a[0]).slice(0, 3).map(([, row]) => row) };
  }

  function item(row) {
    const [line, link, name, small] = ["li", "a", row.rule ? "span" : "b", "small"].map((tag) => document.createElement(tag));
    link.href = row.href;
    name.textContent = row.title;
    small.textContent = row.says ? `${row.says} (${row.kind})` : row.kind;
    link.append(name, small);
    line.append(link);
    return line;
  }

  function show() {
    const text = query.value.trim();
    results.hidden = text === "";
    if (text === "") return;
    const found = find(text);
    list.replaceChildren(...found.rows.slice(0, MOST).map(item));
    const many = found.rows.length;
    if (many === 0) count.textContent = "No word or rule like that.";
    else if (found.near) count.textContent = "Nothing by that name. Did you mean:";
    else count.textContent = many > MOST ? `The best ${MOST} of ${many}` : `${many} found`;
  }

  function hide(clear) {
    if (clear) query.value = "";
    results.hidden = true;
  }

  // Up and down go through the results, Enter follows the first one, Escape leaves.
  function keys(event) {
    const links = [...list.querySelectorAll("a")];
    const at = links.indexOf(document.activeElement);
    if (event.key === "Escape") {
      hide(true);
      query.focus();
    } else if (event.key === "ArrowDown" && !results.hidden) {
      event.preventDefault();
      links[Math.min(at + 1, links.length - 1)]?.focus();
    } else if (event.key === "ArrowUp" && at >= 0) {
      event.preventDefault();
      (links[at - 1] || query).focus();
    } else if (event.key === "Enter" && document.activeElement === query && links.length > 0) {
      links[0].click();
    }
  }

  box.hidden = false;
  query.addEventListener("input", show);
  query.addEventListener("focus", show);
  box.addEventListener("keydown", keys);
  list.addEventListener("click", () => hide(true));
  document.addEventListener("click", (event) => box.contains(event.target) || hide(false));
  box.addEventListener("focusout", (event) => event.relatedTarget === null || box.contains(event.relatedTarget) || hide(false));
  document.addEventListener("keydown", (event) => {
    const typing = document.activeElement?.matches("input, textarea, select");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      query.focus();
    }
  });

  // A renamed word's page takes the anchor along, which a plain redirect would lose.
  const moved = document.getElementById("_moved");
  if (moved) location.replace(moved.getAttribute("href") + location.hash);

  // A closed part opens where a link leads into it.
  const open = () => {
    document.querySelector(":target")?.closest("details")?.setAttribute("open", "");
  };
  addEventListener("hashchange", open);
  open();
})();
