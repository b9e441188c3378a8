/** The drop zone: marks itself, and says at once when a file is too large. The form works without any of it. */
const form = document.querySelector(".upload");

if (form) {
  const zone = form.querySelector(".drop");
  const input = form.querySelector("input[type=file]");
  const problem = document.querySelector("#file-problem");

  const examine = () => {
    const isTooLarge = input.files[0]?.size > Number(form.dataset.maxBytes);
    problem.textContent = isTooLarge ? form.dataset.tooLarge : "";
    input.setAttribute("aria-invalid", String(Boolean(isTooLarge)));
    return !isTooLarge;
  };

  zone.addEventListener("dragover", (event) => {
    event.preventDefault();
    zone.classList.add("over");
  });
  zone.addEventListener("dragleave", () => zone.classList.remove("over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("over");
    if (event.dataTransfer.files.length) input.files = event.dataTransfer.files;
    examine();
  });
  input.addEventListener("change", examine);
  form.addEventListener("submit", (event) => {
    if (!examine()) event.preventDefault();
  });
}
