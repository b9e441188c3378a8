/** Draw the statement's formulas; without script their TeX stays readable. */
for (const formula of document.querySelectorAll(".math")) {
  const source = formula.textContent;
  if (formula.closest("label")) {
    formula.setAttribute("role", "math"); // the drawing alone would give a choice no name
    formula.setAttribute("aria-label", source);
  }
  katex.render(source, formula, { displayMode: formula.matches(".block"), throwOnError: false });
  if (formula.scrollWidth > formula.clientWidth) formula.tabIndex = 0; // whoever has no mouse scrolls it, too
}
