/** Say aloud what a check is at, once for every stage; htmx itself looks every second. */
document.addEventListener("htmx:afterSettle", () => {
  const aloud = document.querySelector("#aloud");
  const words = document.querySelector("[data-aloud]")?.dataset.aloud;
  if (words && aloud.textContent !== words) aloud.textContent = words;
});
