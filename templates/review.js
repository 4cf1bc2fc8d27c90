// One key for each button. Without this script the buttons do the same.
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.isComposing) return;
  if (event.target.closest("input, textarea, select")) return;
  const button = [...document.querySelectorAll("button[data-key]")].find(
    (one) => one.dataset.key === event.key.toLowerCase(),
  );
  if (!button) return;
  event.preventDefault();
  button.click();
});
