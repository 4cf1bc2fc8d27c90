// Puts two councils side by side. Everything is set as text: no name can become markup.
"use strict";
document.addEventListener("DOMContentLoaded", function () {
  var known = window.COMPARE;
  if (!known || !known.councils.length) return;
  function get(id) { return document.getElementById(id); }
  var words = Array.prototype.map.call(get("c-words").children, function (one) { return one.textContent; });
  var choices = [get("c-first"), get("c-second")];

  function make(tag, text, parent) {
    var made = document.createElement(tag);
    if (text) made.textContent = text;
    if (parent) parent.appendChild(made);
    return made;
  }

  function link(text, path, parent) {
    var made = make("a", text, parent);
    made.setAttribute("href", path);
    return made;
  }

  // A council without pages in the language of this one is shown in English, a folder up.
  function council(text, one, rest, parent) {
    var made = link(text, (one[9] ? "../" : "") + "councils/" + one[0] + rest, parent);
    if (one[9]) made.setAttribute("hreflang", "en");
  }

  function stars(count, parent) {
    if (!count) { make("span", words[6], parent).className = "nostars"; return; }
    var shown = make("span", "★".repeat(count) + "☆".repeat(4 - count), parent);
    shown.className = "stars";
    shown.setAttribute("role", "img");
    shown.setAttribute("aria-label", count + " / 4: " + known.stars[count - 1]);
  }

  function row(name, path, two, fill) {
    var line = make("tr", "", get("c-rows"));
    var head = make("th", path ? "" : name, line);
    head.setAttribute("scope", "row");
    if (path) link(name, path, head);
    two.forEach(function (one) { fill(one, make("td", "", line)); });
  }

  function score(one) {
    if (!one[4]) return words[9];
    return one[4][0] + (one[4][1] === one[4][2] ? "" : " (" + one[4][1] + "–" + one[4][2] + ")");
  }

  function place(one) {
    if (!one[5]) return words[9];
    return one[5][0] + (one[5][1] > 1 ? "=" : "") + " " + words[10] + " " + one[5][2];
  }

  function journey(at) {
    return function (one, cell) {
      var told = one[8][at];
      if (!told) { make("span", words[7], cell).className = "nostars"; return; }
      stars(told[0], cell);
      if (told[1] !== null) make("span", " " + words[11] + " " + told[1], cell).className = "small";
      make("br", "", cell);
      council(told[2] < 0 ? words[8] : known.channels[told[2]], one, "/" + known.journeys[at][1] + ".html", cell);
    };
  }

  function show() {
    var two = choices.map(function (one) { return known.councils[one.selectedIndex]; });
    get("c-rows").textContent = "";
    ["c-head-1", "c-head-2"].forEach(function (id, at) {
      get(id).textContent = "";
      council(two[at][1], two[at], ".html", get(id));
    });
    get("c-caption").textContent = two[0][1] + " – " + two[1][1];
    get("c-types").hidden = two[0][2] === two[1][2];
    row(words[0], "", two, function (one, cell) { stars(one[3], cell); });
    row(words[1], "", two, function (one, cell) { cell.textContent = score(one); });
    row(words[2], "", two, function (one, cell) { cell.textContent = place(one); });
    row(words[3], "", two, function (one, cell) { cell.textContent = one[6][1] ? one[6][0] + " " + words[10] + " " + one[6][1] : words[8]; });
    row(words[4], "", two, function (one, cell) { stars(one[7][0], cell); });
    row(words[5], "", two, function (one, cell) { stars(one[7][1], cell); });
    known.journeys.forEach(function (one, at) { row(one[0], "journeys/" + one[1] + ".html", two, journey(at)); });
    get("c-region").hidden = false;
    try {
      history.replaceState(null, "", "?with=" + two[0][0] + "&and=" + two[1][0]);
    } catch (error) {
      // A page opened from a disk keeps its address.
    }
  }

  function find(name) {
    for (var at = 0; at < known.councils.length; at += 1) if (known.councils[at][0] === name) return at;
    return -1;
  }

  // Without a second council the next of the same type is shown beside the first.
  function beside(first) {
    for (var step = 1; step < known.councils.length; step += 1) {
      var at = (first + step) % known.councils.length;
      if (known.councils[at][2] === known.councils[first][2]) return at;
    }
    return (first + 1) % known.councils.length;
  }

  choices.forEach(function (one) {
    known.councils.forEach(function (council) { make("option", council[1] + ", " + known.types[council[2]], one); });
    one.addEventListener("change", show);
  });
  var asked = new URLSearchParams(location.search);
  var first = Math.max(0, find(asked.get("with"))), second = find(asked.get("and"));
  choices[0].selectedIndex = first;
  choices[1].selectedIndex = second < 0 ? beside(first) : second;
  document.querySelector("form.compare").hidden = false;
  document.querySelector("form.compare").addEventListener("submit", function (event) { event.preventDefault(); });
  show();
});
