use std::collections::{HashMap, HashSet};

/// Something a person may do, named `room.act` by the room that offers it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Permission(pub &'static str);

/// What a route asks of its caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Guard {
    /// Anyone, without signing in.
    Public,
    /// Anyone who is signed in, for pages about oneself.
    SignedIn,
    Needs(Permission),
}

/// A login role. Several may be held by one person, each over its own area and time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// Sets Balai up: users, settings, backups. Cannot read residents.
    Admin,
    /// Enters data and prepares letters.
    Operator,
    /// Checks letters before they are signed (paraf).
    Verifikator,
    /// Signs letters.
    Penandatangan,
    /// Head of a dusun or padukuhan, for that area.
    Dukuh,
    Rw,
    Rt,
    /// Looks at all villages of a kecamatan.
    Camat,
    /// Opens facts on health, beside another role. Nobody holds it until it is given.
    Kesehatan,
    /// Searches the residents of all villages below the unit, beside another role. Nobody holds it until it is given.
    Lintas,
}

impl Role {
    pub const ALL: [Self; 10] = [
        Self::Admin,
        Self::Operator,
        Self::Verifikator,
        Self::Penandatangan,
        Self::Dukuh,
        Self::Rw,
        Self::Rt,
        Self::Camat,
        Self::Kesehatan,
        Self::Lintas,
    ];

    /// The role as stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Admin => "admin",
            Self::Operator => "operator",
            Self::Verifikator => "verifikator",
            Self::Penandatangan => "penandatangan",
            Self::Dukuh => "dukuh",
            Self::Rw => "rw",
            Self::Rt => "rt",
            Self::Camat => "camat",
            Self::Kesehatan => "kesehatan",
            Self::Lintas => "lintas",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.code() == code)
    }

    /// The role as shown.
    pub fn label(self) -> &'static str {
        match self {
            Self::Admin => "Pengelola sistem",
            Self::Operator => "Operator",
            Self::Verifikator => "Pemeriksa surat",
            Self::Penandatangan => "Penanda tangan",
            Self::Dukuh => "Kepala dusun",
            Self::Rw => "Ketua RW",
            Self::Rt => "Ketua RT",
            Self::Camat => "Camat",
            Self::Kesehatan => "Petugas data kesehatan",
            Self::Lintas => "Pencari lintas desa",
        }
    }

    /// Whether this role, held in a unit, also reaches the units below it: looking after their logins, or
    /// looking at them. All others end at their own border.
    pub fn reaches_below(self) -> bool {
        matches!(self, Self::Admin | Self::Camat)
    }

    /// Whether this role must confirm each sign-in with a one-time code.
    pub fn needs_totp(self) -> bool {
        self == Self::Penandatangan
    }
}

/// A room's answer to who may do what.
#[derive(Debug, Clone, Copy)]
pub struct Grant {
    pub role: Role,
    pub permissions: &'static [Permission],
}

/// Every role's permissions, collected from all rooms.
#[derive(Debug, Clone, Default)]
pub struct Matrix {
    granted: HashMap<Role, HashSet<Permission>>,
}

impl Matrix {
    pub fn new(grants: impl IntoIterator<Item = Grant>) -> Self {
        let mut granted: HashMap<Role, HashSet<Permission>> = HashMap::new();
        for grant in grants {
            granted.entry(grant.role).or_default().extend(grant.permissions);
        }
        Self { granted }
    }

    pub fn allows(&self, role: Role, permission: Permission) -> bool {
        self.granted.get(&role).is_some_and(|permissions| permissions.contains(&permission))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TERBITKAN: Permission = Permission("surat.terbitkan");

    #[test]
    fn a_role_may_do_what_some_room_grants_and_nothing_else() {
        let matrix = Matrix::new([Grant { role: Role::Penandatangan, permissions: &[TERBITKAN] }]);
        assert!(matrix.allows(Role::Penandatangan, TERBITKAN));
        assert!(!matrix.allows(Role::Operator, TERBITKAN));
        assert!(!matrix.allows(Role::Penandatangan, Permission("surat.lain")));
    }

    #[test]
    fn who_enters_data_or_signs_does_so_at_home_only() {
        let reaching: Vec<Role> = Role::ALL.into_iter().filter(|role| role.reaches_below()).collect();
        assert_eq!(reaching, [Role::Admin, Role::Camat]);
    }

    #[test]
    fn roles_survive_storage() {
        for role in Role::ALL {
            assert_eq!(Role::from_code(role.code()), Some(role));
        }
        assert_eq!(Role::from_code("raja"), None);
    }
}
