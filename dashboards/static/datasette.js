// Folds the list of column definitions on Datasette's table pages.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  for (const list of document.querySelectorAll("dl.column-descriptions")) {
    const details = document.createElement("details");
    details.className = "column-descriptions-box";
    const summary = document.createElement("summary");
    summary.textContent = "What the columns mean";
    list.replaceWith(details);
    details.append(summary, list);
  }
});
