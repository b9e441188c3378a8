/** Ctrl and Enter in the comment saves, as Enter does in the number's field. */
const form = document.querySelector(".marks");

form.querySelector("textarea").addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  form.requestSubmit(form.querySelector("[value=save]"));
});
