/** Change the theme without a round trip; without script the same form asks the server. */
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches(".theme")) return;
  event.preventDefault();
  const theme = event.submitter.value;
  document.documentElement.dataset.theme = theme;
  document.cookie = `theme=${theme}; path=/; max-age=31536000; samesite=lax`;
  form.querySelector(theme === "dark" ? ".when-dark" : ".when-light").focus();
});

/** "Copy" beside a snippet, only where the browser can. */
for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.querySelector(button.dataset.copy).textContent);
    button.lastElementChild.textContent = button.dataset.copied;
  });
}
