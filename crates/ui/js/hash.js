// <div data-sidik="hex of the genuine file">: the chosen file is hashed here and never leaves the device.
export function compareHash(box) {
  const input = box.querySelector("input[type=file]");
  const said = box.querySelector("[data-sidik-hasil]");
  if (!input || !said || !window.crypto?.subtle) return;
  const genuine = box.dataset.sidik.toLowerCase().split(" ");
  const tell = (kind, text) => {
    said.className = `b-pesan b-pesan--${kind}`;
    said.textContent = text;
    said.hidden = false;
  };
  const check = async (file) => {
    if (!file) return;
    const sum = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
    const hex = [...new Uint8Array(sum)].map((b) => b.toString(16).padStart(2, "0")).join("");
    if (genuine.includes(hex)) tell("baik", "Berkas ini sama persis dengan surat yang diterbitkan.");
    else tell("bahaya", "Berkas ini BERBEDA dari surat yang diterbitkan. Jangan dipercaya sebelum bertanya ke kantor.");
  };
  input.addEventListener("change", () => check(input.files[0]));
  for (const name of ["dragenter", "dragover"]) input.addEventListener(name, () => input.classList.add("seret"));
  for (const name of ["dragleave", "drop"]) input.addEventListener(name, () => input.classList.remove("seret"));
}
