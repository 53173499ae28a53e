import { debounce } from "./fetch.js";

// <form data-draf="/url">: what is typed is posted there in the background; [data-draf-kabar] says when.
export function autosave(form) {
  const note = form.querySelector("[data-draf-kabar]");
  let sending = false;
  const save = async () => {
    if (sending || form.dataset.terkirim) return;
    sending = true;
    const data = new FormData(form);
    for (const [key, value] of [...data]) if (value instanceof File) data.delete(key);
    const saved = await fetch(form.dataset.draf, { method: "POST", body: new URLSearchParams(data), credentials: "same-origin" })
      .then((answer) => answer.ok && !answer.redirected)
      .catch(() => false);
    sending = false;
    if (!note) return;
    const at = new Date().toLocaleTimeString("id-ID", { hour: "2-digit", minute: "2-digit" });
    note.textContent = saved ? `Draf tersimpan pukul ${at}.` : "Draf belum tersimpan. Akan dicoba lagi saat Anda mengetik.";
  };
  form.addEventListener("input", debounce(1500, save));
}
