// Find a council by a part of its name. Without it the list stands whole, by letter.
"use strict";
(function () {
  var form = document.querySelector("form.find");
  if (!form) return;
  var box = form.querySelector("input"), said = form.querySelector("output");
  var rows = Array.prototype.slice.call(document.querySelectorAll(".index li"));
  var groups = Array.prototype.slice.call(document.querySelectorAll(".index section"));
  function find() {
    var name = box.value.trim().toLocaleLowerCase("en-GB");
    var shown = rows.filter(function (row) {
      row.hidden = row.firstElementChild.textContent.toLocaleLowerCase("en-GB").indexOf(name) < 0;
      return !row.hidden;
    });
    groups.forEach(function (group) { group.hidden = !group.querySelector("li:not([hidden])"); });
    said.textContent = name ? (shown.length === 1 ? said.dataset.one : said.dataset.some).replace("[shown]", shown.length) : "";
    return shown;
  }
  box.addEventListener("input", find);
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    var shown = find();
    if (shown.length === 1) location.href = shown[0].querySelector("a").href;
    else if (shown.length) shown[0].querySelector("a").focus();
  });
  form.hidden = false;
})();
