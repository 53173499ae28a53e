import { debounce, region } from "./fetch.js";

// <form data-cari="hasil">: while typing, the region #hasil is refreshed and the URL follows. In a form that is
// posted, digits may be the start of a NIK or KK number: those are posted too, and never reach an address.
export function liveSearch(form) {
  const id = form.dataset.cari;
  let latest = 0;
  const run = async () => {
    const target = document.getElementById(id);
    if (!target) return;
    const turn = ++latest;
    const path = form.getAttribute("action") || location.pathname;
    const body = new URLSearchParams(new FormData(form));
    const query = new URLSearchParams([...body].filter(([key, value]) => value && key !== "csrf"));
    const secret = form.method === "post" && /\d{3}/.test([...query.values()].join(" "));
    const url = !query.toString() || secret ? path : `${path}?${query}`;
    target.setAttribute("aria-busy", "true");
    const fresh = await region(url, id, secret ? { method: "POST", body } : {}).catch(() => null);
    target.removeAttribute("aria-busy");
    if (turn !== latest || !fresh) return;
    target.replaceWith(fresh);
    history.replaceState(null, "", url);
  };
  const later = debounce(300, run);
  form.addEventListener("input", later);
  form.addEventListener("change", later);
}

// <form data-pratinjau="/url" data-ke="id">: the form as typed is posted there; the answer's #id replaces ours.
export function livePreview(form) {
  const id = form.dataset.ke;
  let latest = 0;
  const run = async () => {
    const target = document.getElementById(id);
    if (!target) return;
    const turn = ++latest;
    target.setAttribute("aria-busy", "true");
    const body = new URLSearchParams(new FormData(form));
    const fresh = await region(form.dataset.pratinjau, id, { method: "POST", body }).catch(() => null);
    target.removeAttribute("aria-busy");
    if (turn === latest && fresh) target.replaceWith(fresh);
  };
  form.addEventListener("input", debounce(500, run));
}
