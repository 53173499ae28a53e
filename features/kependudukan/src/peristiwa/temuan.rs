use uuid::Uuid;

/// What a check finds: errors cannot be, warnings are unlikely and may be confirmed.
#[derive(Debug, Default)]
pub struct Temuan {
    /// Field (empty for the form as a whole) and sentence.
    galat: Vec<(String, String)>,
    peringatan: Vec<Peringatan>,
    butuh: Vec<Butuh>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Peringatan {
    /// Stays the same between the check and the act, so that a tick can name it.
    pub kode: String,
    pub kalimat: String,
}

/// A family or household that loses its head: the form asks who follows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Butuh {
    pub kesatuan: Kesatuan,
    /// Who remains: id, name, and the relation to the family's head until now.
    pub anggota: Vec<(Uuid, String, i16)>,
}

/// Of what somebody is a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kesatuan {
    Keluarga(Uuid),
    RumahTangga(Uuid),
}

impl Kesatuan {
    /// The form field that names the new head.
    pub fn bidang_kepala(self) -> String {
        match self {
            Self::Keluarga(id) => format!("kepala_{id}"),
            Self::RumahTangga(id) => format!("kepala_rtm_{id}"),
        }
    }
}

impl Temuan {
    pub(super) fn galat(&mut self, bidang: impl Into<String>, kalimat: impl Into<String>) {
        let baru = (bidang.into(), kalimat.into());
        if !self.galat.contains(&baru) {
            self.galat.push(baru);
        }
    }

    pub(super) fn peringatan(&mut self, kode: impl Into<String>, kalimat: impl Into<String>) {
        let baru = Peringatan { kode: kode.into(), kalimat: kalimat.into() };
        if !self.peringatan.contains(&baru) {
            self.peringatan.push(baru);
        }
    }

    pub(super) fn butuh_kepala(&mut self, butuh: Butuh) {
        if self.butuh.iter().all(|lain| lain.kesatuan != butuh.kesatuan) {
            self.butuh.push(butuh);
        }
    }

    pub fn ada_galat(&self) -> bool {
        !self.galat.is_empty()
    }

    pub fn semua_galat(&self) -> &[(String, String)] {
        &self.galat
    }

    pub fn semua_peringatan(&self) -> &[Peringatan] {
        &self.peringatan
    }

    pub fn butuh(&self) -> &[Butuh] {
        &self.butuh
    }

    /// Warnings that are not among the confirmed codes.
    pub fn belum_disetujui(&self, setuju: &[String]) -> bool {
        self.peringatan.iter().any(|p| !setuju.contains(&p.kode))
    }
}
