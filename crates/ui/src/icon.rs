//! Our own line drawings on a 24 by 24 grid, put inline so that they cost no request.

use crate::Markup;

/// Name and path of every icon.
pub(crate) const ICONS: &[(&str, &str)] = &[
    ("balai", "M2 12l6-3 1.500-5h5L16 9l6 3M4.500 12v7M9.500 12v7M14.500 12v7M19.500 12v7M3 20.500h18"),
    (
        "penduduk",
        "M9 11a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7zM2.500 20c0-3.600 2.900-6 6.500-6s6.500 2.400 6.500 6M16 4.300a3.300 3.300 0 0 1 0 6.400M18.500 14.600c1.900.9 3 2.800 3 5.400",
    ),
    ("keluarga", "M3 11l9-7 9 7M5.500 9.500V20h13V9.500M9.500 20v-4.500a2.500 2.500 0 0 1 5 0V20"),
    ("surat", "M6 2.500h8.500L19 7v14.500H6zM14 2.500V7.500h5M9 12h7M9 15.500h7M9 19h4"),
    (
        "tanda-tangan",
        "M3 20.500h18M5 16.500l.8-3.600L15.500 3.200l2.800 2.800-9.700 9.700zM13.500 5.200L16.300 8",
    ),
    ("cari", "M10.500 17a6.500 6.500 0 1 0 0-13 6.500 6.500 0 0 0 0 13zM15.300 15.300L21 21"),
    ("unduh", "M12 3v12M7 10.500l5 5 5-5M4 20.500h16"),
    ("unggah", "M12 16V4M7 8.500l5-5 5 5M4 20.500h16"),
    ("cetak", "M7 8.500V3h10v5.500M7 17H3.500V8.500h17V17H17M7 14h10v7H7z"),
    ("centang", "M12 21.500a9.500 9.500 0 1 0 0-19 9.500 9.500 0 0 0 0 19zM7.500 12.300l3.200 3.200 6-6.500"),
    ("awas", "M12 3L1.800 20.500h20.400zM12 9.500v5M12 17.600v.1"),
    ("info", "M12 21.500a9.500 9.500 0 1 0 0-19 9.500 9.500 0 0 0 0 19zM12 11v6M12 7.300v.1"),
    ("jam", "M12 21.500a9.500 9.500 0 1 0 0-19 9.500 9.500 0 0 0 0 19zM12 6.500V12l3.800 2.300"),
    ("gembok", "M5 10.500h14v10.500H5zM8 10.500V7.500a4 4 0 0 1 8 0v3M12 14.500v2.500"),
    (
        "atur",
        "M4 6.500h9M18 6.500h2M4 17.500h2M11 17.500h9M15.500 9a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5zM8.500 20a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5z",
    ),
    ("menu", "M3.500 6h17M3.500 12h17M3.500 18h17"),
    ("grafik", "M3.500 3v17.500H21M8 16.500v-5M12.500 16.500V7M17 16.500v-7.500"),
    (
        "peta",
        "M12 21.500c4.500-5 6.700-8.600 6.700-11.500a6.700 6.700 0 0 0-13.400 0c0 2.900 2.200 6.500 6.700 11.500zM12 12.500a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5z",
    ),
    ("sah", "M12 2.500l8 3v6c0 5-3.300 8.500-8 10-4.700-1.500-8-5-8-10v-6zM8.200 12l2.800 2.800 5-5.300"),
    ("tambah", "M12 4.500v15M4.500 12h15"),
    (
        "cadangan",
        "M4 6c0-1.700 3.600-3 8-3s8 1.300 8 3-3.600 3-8 3-8-1.300-8-3zM4 6v12c0 1.700 3.600 3 8 3s8-1.300 8-3V6M4 12c0 1.700 3.600 3 8 3s8-1.300 8-3",
    ),
];

/// An icon that stands beside a word (screen readers skip it). An unknown name draws nothing.
pub fn icon(name: &str) -> Markup {
    let path = ICONS.iter().find(|(n, _)| *n == name).map(|(_, path)| *path);
    debug_assert!(path.is_some(), "there is no icon {name}");
    path.map_or_else(Markup::default, |path| {
        Markup(format!(r#"<svg class="b-ikon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="{path}"/></svg>"#))
    })
}

/// Balai's own mark: the stepped roof of a hall on its posts. Stands where a village has no emblem yet.
pub fn logo() -> Markup {
    Markup(
        concat!(
            r#"<svg viewBox="0 0 48 48" aria-hidden="true" focusable="false">"#,
            r##"<path d="M3 27 15.500 20.500 19 10h10l3.500 10.500L45 27v3.500H3z" fill="#e8a917"/>"##,
            r##"<path d="M15 20.700h18" stroke="#0c3526" stroke-width="1.600"/>"##,
            r##"<path d="M9.500 30.500v9M19 30.500v9M29 30.500v9M38.500 30.500v9M5 41h38" stroke="#faf7f0" stroke-width="3" stroke-linecap="round"/></svg>"##,
        )
        .into(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_icon_draws_once() {
        for (i, (name, path)) in ICONS.iter().enumerate() {
            assert!(icon(name).to_string().contains(path));
            assert!(ICONS[i + 1..].iter().all(|(other, _)| other != name), "{name} twice");
        }
    }
}
