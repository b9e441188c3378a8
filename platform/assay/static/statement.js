/** Draw the statement's formulas; without script their TeX stays readable. */
for (const formula of document.querySelectorAll(".math")) {
  const source = formula.textContent;
  katex.render(source, formula, { displayMode: formula.matches(".block"), throwOnError: false });
  if (formula.scrollWidth > formula.clientWidth) formula.tabIndex = 0; // whoever has no mouse scrolls it, too
}
