// Sorts and filters the tables of this site. Without it they are complete and sorted by place.
"use strict";
(function () {
  var form = document.querySelector("form.filters");
  var tables = Array.prototype.slice.call(document.querySelectorAll("table.sortable"));
  if (!tables.length) return;

  function value(cell) {
    var text = cell ? cell.dataset.s || cell.textContent.trim() : "";
    var number = parseFloat(text.replace(/,/g, "").replace("−", "-"));
    return isNaN(number) ? text.toLocaleLowerCase("en-GB") : number;
  }

  function compare(a, b) {
    if (typeof a === typeof b) return typeof a === "number" ? a - b : a.localeCompare(b, "en-GB");
    // Words such as "no stars" stand after every number.
    return typeof a === "number" ? -1 : 1;
  }

  function sort(table, index, down) {
    var body = table.tBodies[0];
    var rows = Array.prototype.slice.call(table.querySelectorAll("tbody tr"));
    var keys = new Map(rows.map(function (row) { return [row, value(row.cells[index])]; }));
    rows.sort(function (a, b) {
      var x = keys.get(a), y = keys.get(b);
      return typeof x === typeof y && down ? compare(y, x) : compare(x, y);
    });
    rows.forEach(function (row) { body.appendChild(row); });
    Array.prototype.slice.call(table.tBodies, 1).forEach(function (empty) { if (!empty.rows.length) empty.remove(); });
    table.classList.remove("grouped");
  }

  tables.forEach(function (table) {
    Array.prototype.forEach.call(table.tHead.rows[0].cells, function (head, index) {
      if (head.querySelector("a") || head.hasAttribute("data-fixed")) return;
      var button = document.createElement("button");
      button.type = "button";
      while (head.firstChild) button.appendChild(head.firstChild);
      head.appendChild(button);
      button.addEventListener("click", function () {
        var down = head.getAttribute("aria-sort") === "ascending" ||
          (!head.hasAttribute("aria-sort") && head.hasAttribute("data-down"));
        table.tHead.querySelectorAll("[aria-sort]").forEach(function (one) { one.removeAttribute("aria-sort"); });
        sort(table, index, down);
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
      });
    });
  });

  if (!form) return;
  var said = form.querySelector("output");
  function filter() {
    var wanted = Array.prototype.map.call(form.querySelectorAll("select"), function (one) { return one.value; })
      .filter(Boolean);
    var name = (form.querySelector("input") || { value: "" }).value.trim().toLocaleLowerCase("en-GB");
    var shown = 0, all = 0;
    tables.forEach(function (table) {
      table.querySelectorAll("tbody tr").forEach(function (row) {
        var has = (row.dataset.c || "").split(" ");
        var fits = wanted.every(function (one) { return has.indexOf(one) >= 0; }) &&
          row.querySelector("th").textContent.toLocaleLowerCase("en-GB").indexOf(name) >= 0;
        row.hidden = !fits;
        all += 1;
        shown += fits ? 1 : 0;
      });
    });
    said.textContent = (shown === all ? said.dataset.all : said.dataset.some).replace("[shown]", shown).replace("[all]", all);
  }
  form.addEventListener("input", filter);
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  form.addEventListener("reset", function () { setTimeout(filter, 0); });
  form.hidden = false;
  filter();
})();
