/** Draw the statement's formulas; without script their TeX stays readable. */
for (const formula of document.querySelectorAll(".math")) {
  const source = formula.textContent;
  katex.render(source, formula, { displayMode: formula.matches(".block"), throwOnError: false });
}
