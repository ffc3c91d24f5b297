// Hovering, focusing or clicking a statement lights up its speaker, cue and content; a name lights up
// all its mentions. Nothing is loaded and nothing leaves the page.
"use strict";
const all = (attribute, key) =>
  [...document.querySelectorAll(`[data-${attribute}]`)].filter((element) =>
    element.dataset[attribute].split(" ").includes(key));
const light = (attribute, keys, style) => {
  document.querySelectorAll(`.${style}`).forEach((element) => element.classList.remove(style));
  keys.forEach((key) => all(attribute, key).forEach((element) => element.classList.add(style)));
};
const show = (event, scroll) => {
  const statement = event.target.closest("[data-s]");
  const actor = event.target.closest("[data-a]");
  if (statement) light("s", statement.dataset.s.split(" ").slice(-1), "on");
  if (actor) light("a", [actor.dataset.a], "named");
  const button = event.target.closest("button");
  if (scroll && button) {
    const [attribute, key] = button.dataset.s ? ["s", button.dataset.s] : ["a", button.dataset.a];
    const target = all(attribute, key).find((element) => element.tagName === "SPAN");
    if (target) target.scrollIntoView({ block: "center", behavior: "smooth" });
  }
};
document.addEventListener("mouseover", (event) => show(event, false));
document.addEventListener("focusin", (event) => show(event, false));
document.addEventListener("click", (event) => show(event, true));
