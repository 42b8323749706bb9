// Keys for the reading view: n and p go to the next and previous framed sentence.
"use strict";

const framed = [...document.querySelectorAll(".text .framed[id]")];
let place = -1;

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select");
  if (typing || event.ctrlKey || event.metaKey || event.altKey || !framed.length) return;
  if (event.key !== "n" && event.key !== "p") return;
  const hash = framed.findIndex((sentence) => `#${sentence.id}` === location.hash);
  if (hash >= 0) place = hash;
  const step = event.key === "n" ? 1 : -1;
  place = Math.max(0, Math.min(framed.length - 1, place + step));
  location.hash = framed[place].id;
  framed[place].focus();
});
