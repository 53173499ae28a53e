// Adds "Lihat" beside a password; the field goes back to dots before it is sent.
export function togglePassword(input) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "govuk-button govuk-button--secondary govuk-button--kecil";
  button.setAttribute("aria-controls", input.id);
  const show = (open) => {
    input.type = open ? "text" : "password";
    button.textContent = open ? "Tutup" : "Lihat";
    button.setAttribute("aria-label", open ? "Tutup sandi" : "Lihat sandi");
  };
  show(false);
  button.addEventListener("click", () => show(input.type === "password"));
  input.form?.addEventListener("submit", () => show(false));
  const box = document.createElement("div");
  box.className = "b-sandi";
  input.replaceWith(box);
  box.append(input, button);
}
