// One click, one submit: the server ignores a repeat anyway (request_key), this only reassures the hand.
export function guardSubmit(root) {
  root.addEventListener("submit", (event) => {
    const form = event.target;
    const question = event.submitter?.dataset.tanya ?? form.dataset.tanya;
    if (question && !window.confirm(question)) {
      event.preventDefault();
      return;
    }
    if (event.defaultPrevented || form.method === "get" || form.target) return;
    if (form.dataset.terkirim) {
      event.preventDefault();
      return;
    }
    form.dataset.terkirim = "1";
    // After this turn, so that the clicked button's own name and value still travel.
    setTimeout(() => {
      for (const b of form.querySelectorAll("button[type=submit],button:not([type])")) {
        b.setAttribute("aria-disabled", "true");
      }
    });
  });
  // Coming back by the back button must find a working form.
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    for (const f of root.querySelectorAll("form[data-terkirim]")) {
      delete f.dataset.terkirim;
      for (const b of f.querySelectorAll("[aria-disabled]")) b.removeAttribute("aria-disabled");
    }
  });
}
