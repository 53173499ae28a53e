//! Kinds of institutions and places in them, as lists: code, word, group.

/// Code and word of each group of kinds.
pub const GOLONGAN: [(&str, &str); 4] = [
    ("lkd", "Lembaga kemasyarakatan"),
    ("bpd", "Badan permusyawaratan"),
    ("adat", "Lembaga adat"),
    ("kelompok", "Kelompok warga"),
];

/// Code, word and group (Permendagri 18/2018 art. 6; BPD: Permendagri 110/2016).
pub const JENIS: [(&str, &str, &str); 16] = [
    ("rt", "Rukun tetangga (RT)", "lkd"),
    ("rw", "Rukun warga (RW)", "lkd"),
    ("pkk", "Pemberdayaan kesejahteraan keluarga (PKK)", "lkd"),
    ("karang-taruna", "Karang taruna", "lkd"),
    ("posyandu", "Posyandu", "lkd"),
    ("lpm", "Lembaga pemberdayaan masyarakat (LPM)", "lkd"),
    ("lkd-lain", "Lembaga kemasyarakatan lain", "lkd"),
    ("bpd", "Badan permusyawaratan desa (BPD)", "bpd"),
    ("adat", "Lembaga adat", "adat"),
    ("tani", "Kelompok tani", "kelompok"),
    ("ternak", "Kelompok ternak atau perikanan", "kelompok"),
    ("usaha", "Kelompok usaha bersama", "kelompok"),
    ("perempuan", "Kelompok perempuan", "kelompok"),
    ("seni", "Kelompok seni atau olahraga", "kelompok"),
    ("keamanan", "Linmas atau jaga warga", "kelompok"),
    ("lain", "Kelompok lain", "kelompok"),
];

/// Code and word of each place, the head on top.
pub const JABATAN: [(&str, &str); 7] = [
    ("ketua", "Ketua"),
    ("wakil", "Wakil ketua"),
    ("sekretaris", "Sekretaris"),
    ("bendahara", "Bendahara"),
    ("bidang", "Ketua bidang atau seksi"),
    ("pembina", "Pembina"),
    ("anggota", "Anggota"),
];

pub fn label_jenis(kode: &str) -> &'static str {
    JENIS.iter().find(|(k, ..)| *k == kode).map_or("Kelompok lain", |(_, label, _)| label)
}

pub fn label_jabatan(kode: &str) -> &'static str {
    JABATAN.iter().find(|(k, _)| *k == kode).map_or("Anggota", |(_, label)| label)
}

/// Where a place stands in a list of members.
pub(crate) fn urutan(jabatan: &str) -> usize {
    JABATAN.iter().position(|(k, _)| *k == jabatan).unwrap_or(JABATAN.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_stands_in_a_group() {
        for (kode, label, golongan) in JENIS {
            assert!(GOLONGAN.iter().any(|(g, _)| *g == golongan), "{kode}");
            assert_eq!(label_jenis(kode), label);
            assert_eq!(JENIS.iter().filter(|(k, ..)| *k == kode).count(), 1, "{kode} is named once");
        }
        assert_eq!((urutan("ketua"), label_jabatan("ketua")), (0, "Ketua"));
        assert_eq!((urutan("raja"), label_jabatan("raja")), (JABATAN.len(), "Anggota"));
    }
}
