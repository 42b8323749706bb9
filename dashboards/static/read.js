// The reading view: n and p go to the next and previous framed sentence; pointing at a frame's sign
// or note (or going there with the keyboard) shows its evidence and its note.
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

const marked = [...document.querySelectorAll("[data-coding]")];

function light(event) {
  const place = event.target.closest("li[data-coding], a.sign[data-coding]");
  const coding = place ? place.dataset.coding : null;
  for (const element of marked) {
    element.classList.toggle("lit", element.dataset.coding.split(" ").includes(coding));
  }
}

document.addEventListener("pointerover", light);
document.addEventListener("focusin", light);
