// What the scanner says. Plain words: whoever reads them stands at a counter with a paper in hand.
const panjang = new Intl.DateTimeFormat("id-ID", { dateStyle: "long", timeZone: "UTC" });
export const tanggal = (hari) => panjang.format(hari);

export const PUTUSAN = {
  asli: ["baik", "Kode QR ini asli", "Isinya dibuat dan ditandatangani oleh kantor di bawah ini. Cocokkan semuanya dengan surat yang Anda pegang: yang dijamin adalah kata-kata di sini, bukan kertasnya."],
  habis: ["tunggu", "Kode QR ini asli, tetapi masa berlaku suratnya habis", "Isinya dibuat oleh kantor di bawah ini. Mintalah surat yang baru."],
  berubah: ["bahaya", "Kode QR ini TIDAK ASLI", "Isinya diubah, atau bukan dibuat oleh kantor yang disebutnya. Jangan diterima sebelum bertanya ke kantor."],
  bocor: ["bahaya", "Kunci kode QR ini tidak dipercaya lagi", "Kunci yang menandatanganinya dinyatakan bocor, jadi siapa pun mungkin membuatnya. Periksa surat ini lewat internet atau tanyakan ke kantor."],
  asing: ["tunggu", "Kunci kode QR ini tidak dikenal di sini", "Surat ini mungkin dari kantor di server lain, atau kuncinya baru. Sambungkan ke internet lalu pindai lagi, atau tanyakan ke kantor yang menerbitkan."],
  rusak: ["bahaya", "Isi kode QR ini tidak terbaca sebagai pernyataan surat", "Kodenya rusak atau dibuat orang lain. Pindai ulang; bila tetap begini, tanyakan ke kantor."],
  tanpa: ["tunggu", "Kode QR ini hanya berisi alamat", "Surat ini tidak membawa pernyataan yang dapat diperiksa tanpa internet."],
  bukan: ["bahaya", "Ini bukan kode QR surat dari Balai", "Isi kodenya tertulis di bawah. Jangan membukanya bila Anda tidak mengenalnya."],
};

export const KEADAAN = {
  berlaku: ["baik", "Menurut kantor sekarang: surat ini sah dan berlaku."],
  habis: ["tunggu", "Menurut kantor sekarang: masa berlaku surat ini sudah habis."],
  diganti: ["bahaya", "Menurut kantor sekarang: surat ini SUDAH DIGANTI. Mintalah penggantinya."],
  dicabut: ["bahaya", "Menurut kantor sekarang: surat ini SUDAH DICABUT dan tidak berlaku."],
  batal: ["bahaya", "Menurut kantor sekarang: surat ini DIBATALKAN dan tidak berlaku."],
  belum: ["bahaya", "Menurut kantor sekarang: surat ini BELUM TERBIT. Mungkin belum ditandatangani."],
  tiada: ["bahaya", "Surat ini tidak ada di server ini. Tanyakan ke kantor yang menerbitkan."],
  bisu: ["tunggu", "Keadaan surat sekarang belum dapat ditanyakan karena tidak ada sambungan. Surat dapat dicabut atau diganti sesudah dicetak: pindai lagi bila sudah tersambung."],
};
