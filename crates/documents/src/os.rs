//! What differs between operating systems: how a worker is started, bound and weighed.

pub(crate) use here::{limit_self, prepare, resident};

#[cfg(unix)]
mod here {
    use std::{fs, io};

    use rustix::process::{Resource, Rlimit, setrlimit};
    use tokio::process::Command;

    /// An empty environment (the server's may hold the database's password) and a process group of
    /// its own, so that Ctrl-C in a terminal lets the server finish the jobs in hand.
    pub(crate) fn prepare(command: &mut Command) {
        command.env_clear().process_group(0);
    }

    /// Binds this process for the rest of its life: `memory` bytes more than it has now, no files to
    /// write, few to open, no core dump (it would hold residents' data), and a last bound on
    /// processor time.
    pub(crate) fn limit_self(memory: u64, cpu_seconds: u64) -> io::Result<()> {
        // Where /proc is missing, a generous guess for the program itself.
        let now = status("VmSize:").unwrap_or(512 << 20);
        for (resource, limit) in [
            (Resource::Core, 0),
            (Resource::Fsize, 0),
            (Resource::Nofile, 64),
            (Resource::Cpu, cpu_seconds),
            (Resource::As, now + memory),
        ] {
            setrlimit(resource, Rlimit { current: Some(limit), maximum: Some(limit) })?;
        }
        Ok(())
    }

    /// Memory of this process in bytes.
    pub(crate) fn resident() -> Option<u64> {
        status("VmRSS:")
    }

    fn status(field: &str) -> Option<u64> {
        let status = fs::read_to_string("/proc/self/status").ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix(field))?;
        let kib: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
        Some(kib * 1024)
    }

    #[cfg(all(test, target_os = "linux"))]
    mod tests {
        #[test]
        fn memory_is_told_in_bytes() {
            let resident = super::resident().unwrap();
            assert!(resident > 1 << 20 && resident < 8 << 30, "{resident}");
            assert!(super::status("VmSize:").unwrap() >= resident);
            assert_eq!(super::status("Tidak ada:"), None);
        }
    }
}

/// Windows bounds a process from outside only, through calls that are unsafe in Rust. There the time
/// limit, the restart after a number of jobs and the empty world hold; the memory limit does not.
#[cfg(windows)]
mod here {
    use std::io;

    use tokio::process::Command;

    const CREATE_NO_WINDOW: u32 = 0x0800_0000;

    pub(crate) fn prepare(command: &mut Command) {
        command.env_clear().creation_flags(CREATE_NO_WINDOW);
        // Windows itself needs this one to load its libraries.
        if let Some(root) = std::env::var_os("SystemRoot") {
            command.env("SystemRoot", root);
        }
    }

    pub(crate) fn limit_self(_memory: u64, _cpu_seconds: u64) -> io::Result<()> {
        Err(io::Error::new(io::ErrorKind::Unsupported, "no memory limit on Windows"))
    }

    pub(crate) fn resident() -> Option<u64> {
        None
    }
}
