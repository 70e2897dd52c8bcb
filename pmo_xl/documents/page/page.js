"use strict";
(() => {
  const words = new Intl.Collator("ja", { numeric: true });
  const plain = (text) => text.normalize("NFKC").toLowerCase();
  const all = (root, what) => [...root.querySelectorAll(what)];

  const value = (row, at) => {
    const cell = row.cells[at];
    return { key: cell.dataset.key ?? "", text: cell.dataset.values };
  };
  const compare = (a, b) => {
    if (a.key !== "" && b.key !== "") {
      const [x, y] = [Number(a.key), Number(b.key)];
      return Number.isNaN(x) || Number.isNaN(y) ? (a.key < b.key ? -1 : Number(a.key > b.key)) : x - y;
    }
    if (a.key !== b.key) return a.key === "" ? 1 : -1;
    return words.compare(a.text, b.text);
  };
  const sort = (table, at, direction) => {
    const body = table.tBodies[0];
    const rows = [...body.rows].filter((row) => !row.classList.contains("total"));
    const total = body.querySelector(".total");
    const of = new Map(rows.map((row) => [row, value(row, at)]));
    rows.sort((one, other) => {
      const [a, b] = [of.get(one), of.get(other)];
      const blank = (a.text === "") - (b.text === ""); // what is blank stands last in either direction
      return blank || compare(a, b) * direction;
    });
    body.append(...rows, ...(total ? [total] : []));
    [...table.tHead.rows[0].cells].forEach((head, place) => {
      if (place === at) head.setAttribute("aria-sort", direction > 0 ? "ascending" : "descending");
      else head.removeAttribute("aria-sort");
    });
  };

  all(document, "table").forEach((table) => {
    [...table.tHead.rows[0].cells].forEach((head, at) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = head.textContent;
      button.addEventListener("click", () => {
        sort(table, at, head.getAttribute("aria-sort") === "ascending" ? -1 : 1);
      });
      head.replaceChildren(button);
    });
  });

  all(document, ".filtered").forEach((group) => {
    const bar = group.querySelector(".bar");
    const status = group.querySelector(".status");
    const filters = all(bar, "[data-filter]");
    const search = bar.querySelector("[data-words]");
    const order = bar.querySelector("[data-order]");
    const opener = bar.querySelector("[data-open]");
    const tables = all(group, "table");
    const rows = all(group, "tbody tr:not(.total)").map((row) => ({
      row,
      text: plain(row.textContent),
      of: new Map(all(row, "td").map((cell) => [cell.dataset.label, cell.dataset.values.split("\n")])),
    }));

    const show = () => {
      const asked = filters.filter((select) => select.value !== "");
      const sought = plain(search.value).split(/\s+/).filter(Boolean);
      let count = 0;
      rows.forEach(({ row, text, of }) => {
        const fits =
          asked.every((select) => (of.get(select.dataset.filter) ?? []).includes(select.value)) &&
          sought.every((word) => text.includes(word));
        row.hidden = !fits;
        count += Number(fits);
      });
      const narrowed = asked.length > 0 || sought.length > 0;
      all(group, ".total").forEach((row) => { row.hidden = narrowed; }); // the sum is that of all rows
      all(group, "section").forEach((section) => {
        section.hidden = narrowed && section.querySelector("tbody tr:not([hidden])") === null;
      });
      tables.forEach((table) => {
        table.hidden = narrowed && table.querySelector("tbody tr:not([hidden])") === null;
      });
      const by = [
        ...asked.map((select) => `${select.dataset.filter}=${select.value}`),
        ...(sought.length ? [`語=${search.value.trim()}`] : []),
      ];
      const whole = status.dataset.all;
      status.textContent = narrowed
        ? `絞り込み中(${by.join("、")}): ${whole} 件のうち ${count} 件を表示しています。`
        : `${whole} 件`;
    };

    bar.hidden = false;
    filters.forEach((select) => select.addEventListener("change", show));
    search.addEventListener("input", show);
    bar.querySelector("[data-reset]").addEventListener("click", () => {
      filters.forEach((select) => { select.value = ""; });
      search.value = "";
      show();
    });

    const labels = [...new Set(tables.flatMap((table) => [...table.tHead.rows[0].cells].map((head) => head.textContent)))];
    order.append(new Option("もとの順", ""), ...labels.map((label) => new Option(label, label)));
    const first = new Map(tables.map((table) => [table, [...table.tBodies[0].rows]]));
    order.addEventListener("change", () => {
      tables.forEach((table) => {
        const at = [...table.tHead.rows[0].cells].findIndex((head) => head.textContent === order.value);
        if (at >= 0) sort(table, at, 1);
        else table.tBodies[0].append(...first.get(table));
      });
    });

    const details = all(group, "details");
    opener.hidden = details.length === 0;
    opener.addEventListener("click", () => {
      const open = opener.getAttribute("aria-pressed") !== "true";
      details.forEach((each) => { each.open = open; });
      opener.setAttribute("aria-pressed", String(open));
    });
    show();
  });

  let closed = [];
  addEventListener("beforeprint", () => {
    closed = all(document, "details:not([open])");
    closed.forEach((each) => { each.open = true; });
  });
  addEventListener("afterprint", () => closed.forEach((each) => { each.open = false; }));
})();
