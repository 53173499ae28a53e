// The parts of the scanner's page.
export const kotak = document.querySelector("[data-pindai]");
export const cari = (nama) => kotak.querySelector(`[data-${nama}]`);

export function nada(unsur, kelas) {
  unsur.className = `b-pesan b-pesan--${kelas}`;
}
