// On a phone the menu folds behind its button (the stylesheet shows the button only where scripts run).
export function foldMenu(button) {
  const menu = button.closest(".b-menu");
  button.addEventListener("click", () => {
    button.setAttribute("aria-expanded", String(menu.classList.toggle("buka")));
  });
}
