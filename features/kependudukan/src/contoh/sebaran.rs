//! Shares by which the village is drawn; weights unless said otherwise.
//!
//! Household size, relation, marital status and age groups come out near rough figures for Java: 18 %
//! of heads are women and about 3.2 persons share a card. Pleret lies beside a city, so the young
//! stay, go to school longer and have fewer children.

use kamus::StatusKawin;

/// Who leads a family.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bentuk {
    Pasangan,
    Perempuan,
    LelakiSendiri,
}

pub(super) const BENTUK: &[(Bentuk, u32)] =
    &[(Bentuk::Pasangan, 714), (Bentuk::Perempuan, 180), (Bentuk::LelakiSendiri, 106)];

/// An age in years from bands `(from, to)`.
pub(super) type Pita = [((i32, i32), u32)];

pub(super) const UMUR_SUAMI: &Pita = &[
    ((22, 24), 16),
    ((25, 29), 88),
    ((30, 34), 118),
    ((35, 39), 122),
    ((40, 44), 124),
    ((45, 49), 118),
    ((50, 54), 112),
    ((55, 59), 100),
    ((60, 64), 80),
    ((65, 69), 58),
    ((70, 74), 38),
    ((75, 79), 22),
    ((80, 87), 14),
];

/// Heads without a spouse: women, then men, by marital status.
pub(super) const SENDIRI_PEREMPUAN: &[(StatusKawin, u32)] =
    &[(StatusKawin::CeraiMati, 68), (StatusKawin::CeraiHidup, 22), (StatusKawin::BelumKawin, 10)];
pub(super) const SENDIRI_LELAKI: &[(StatusKawin, u32)] =
    &[(StatusKawin::CeraiMati, 38), (StatusKawin::CeraiHidup, 28), (StatusKawin::BelumKawin, 34)];

pub(super) fn umur_sendiri(kawin: StatusKawin) -> &'static Pita {
    match kawin {
        StatusKawin::CeraiMati => {
            &[((40, 49), 10), ((50, 59), 22), ((60, 69), 32), ((70, 79), 26), ((80, 92), 10)]
        }
        StatusKawin::CeraiHidup => &[((28, 39), 38), ((40, 54), 44), ((55, 68), 18)],
        _ => &[((22, 29), 56), ((30, 39), 28), ((40, 60), 16)],
    }
}

/// How many years the wife is younger than her husband.
pub(super) const SELISIH: &[(i32, u32)] = &[
    (-4, 10),
    (-2, 30),
    (-1, 60),
    (0, 110),
    (1, 130),
    (2, 150),
    (3, 150),
    (4, 120),
    (5, 90),
    (6, 65),
    (7, 45),
    (8, 15),
    (11, 15),
];

/// A woman's age at her wedding.
pub(super) fn umur_kawin(tahun_lahir: i16) -> (i32, i32) {
    match tahun_lahir {
        ..1960 => (16, 23),
        1960..1980 => (18, 27),
        1980..1990 => (19, 27),
        _ => (20, 27),
    }
}

/// Children ever born to a marriage, by the mother's year of birth.
pub(super) fn banyak_anak(tahun_lahir: i16) -> &'static [(u32, u32)] {
    match tahun_lahir {
        ..1950 => &[(1, 5), (3, 20), (4, 25), (5, 30), (7, 20)],
        1950..1960 => &[(1, 8), (2, 15), (3, 30), (4, 27), (5, 20)],
        1960..1972 => &[(0, 3), (1, 8), (2, 34), (3, 35), (4, 20)],
        _ => &[(0, 2), (1, 8), (2, 48), (3, 33), (4, 9)],
    }
}

/// Of a thousand children at that age, how many are still on their parents' card.
pub(super) fn masih_serumah(umur: i16) -> u32 {
    match umur {
        ..=16 => 995,
        17..=18 => 985,
        19..=21 => 920,
        22..=24 => 680,
        25..=27 => 470,
        28..=30 => 290,
        31..=35 => 160,
        36..=40 => 80,
        _ => 45,
    }
}

/// Things that happen to families, per thousand of those to whom they can happen.
pub(super) mod permil {
    /// The youngest stays with parents, or the one parent, whom all others left.
    pub(crate) const BUNGSU: u32 = 330;
    pub(crate) const BUNGSU_SATU_ORANG_TUA: u32 = 600;
    /// A child brings wife or husband into the house.
    pub(crate) const MENANTU: u32 = 65;
    /// A grown child came home, divorced.
    pub(crate) const ANAK_CERAI: u32 = 45;
    /// … and has a child there.
    pub(crate) const ANAK_CERAI_BERANAK: u32 = 550;
    /// A grandchild whose parents work elsewhere.
    pub(crate) const CUCU_DITITIPKAN: u32 = 60;
    /// A parent of the head, and of the wife.
    pub(crate) const ORANG_TUA: u32 = 36;
    pub(crate) const MERTUA: u32 = 36;
    pub(crate) const SAUDARA: u32 = 26;
    pub(crate) const KEPONAKAN: u32 = 28;
    pub(crate) const INDEKOS: u32 = 8;
    /// A boy and a girl at one birth. Two of one sex would need two serials.
    pub(crate) const KEMBAR: u32 = 6;
    pub(crate) const KAWIN_BELUM_TERCATAT: u32 = 15;
}
