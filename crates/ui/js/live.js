import { debounce, region } from "./fetch.js";

// <form method="get" data-cari="hasil">: while typing, the region #hasil is refreshed and the URL follows.
export function liveSearch(form) {
  const id = form.dataset.cari;
  let latest = 0;
  const run = async () => {
    const target = document.getElementById(id);
    if (!target) return;
    const turn = ++latest;
    const query = new URLSearchParams(new FormData(form));
    for (const [key, value] of [...query]) if (!value) query.delete(key);
    const url = `${form.getAttribute("action") || location.pathname}?${query}`;
    target.setAttribute("aria-busy", "true");
    const fresh = await region(url, id).catch(() => null);
    target.removeAttribute("aria-busy");
    if (turn !== latest || !fresh) return;
    target.replaceWith(fresh);
    // A number of 16 digits is somebody's NIK or KK: it never stays in the address or the history.
    if (!/\d{16}/.test(query.toString())) history.replaceState(null, "", url);
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
