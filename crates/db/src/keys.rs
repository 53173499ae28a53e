use std::collections::HashMap;
use std::sync::{Arc, RwLock};

use vault::{MasterKey, UnitKeys};

use crate::context::Unit;

/// The keys a transaction needs: those of its unit, and the installation's for directories.
#[derive(Clone)]
pub(crate) struct Keys {
    pub(crate) unit: UnitKeys,
    pub(crate) master: Arc<MasterKey>,
}

/// Unit keys already unwrapped in this process.
pub(crate) struct KeyRing {
    pub(crate) master: Arc<MasterKey>,
    known: RwLock<HashMap<Unit, UnitKeys>>,
}

impl KeyRing {
    pub(crate) fn new(master: MasterKey) -> Self {
        Self { master: Arc::new(master), known: RwLock::default() }
    }

    pub(crate) fn find(&self, unit: Unit) -> Option<Keys> {
        let known = self.known.read().ok()?;
        known.get(&unit).map(|keys| Keys { unit: keys.clone(), master: Arc::clone(&self.master) })
    }

    pub(crate) fn remember(&self, unit: Unit, keys: UnitKeys) -> Keys {
        if let Ok(mut known) = self.known.write() {
            known.insert(unit, keys.clone());
        }
        Keys { unit: keys, master: Arc::clone(&self.master) }
    }
}
