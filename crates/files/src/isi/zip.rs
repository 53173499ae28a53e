//! The names in a zip, read from its central directory without unpacking anything (APPNOTE 4.3.12, 4.3.16).

const END: &[u8] = b"PK\x05\x06";
const ENTRY: &[u8] = b"PK\x01\x02";
/// An end record is 22 bytes and may carry a comment of 65,535.
const END_REACH: usize = 22 + 65_535;
const ENTRY_HEAD: usize = 46;
/// A workbook has dozens of entries; a zip of millions is an attack, and is not walked through.
const MAX_ENTRIES: usize = 10_000;

/// The names of the entries, as far as the directory can be read.
pub(super) fn names(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = directory(bytes).unwrap_or_default();
    std::iter::from_fn(move || {
        let head = rest.get(..ENTRY_HEAD).filter(|head| head.starts_with(ENTRY))?;
        let (name_len, extra, comment) = (u16_at(head, 28)?, u16_at(head, 30)?, u16_at(head, 32)?);
        let name = rest.get(ENTRY_HEAD..ENTRY_HEAD + name_len)?;
        rest = rest.get(ENTRY_HEAD + name_len + extra + comment..).unwrap_or_default();
        Some(name)
    })
    .take(MAX_ENTRIES)
}

fn directory(bytes: &[u8]) -> Option<&[u8]> {
    let from = bytes.len().saturating_sub(END_REACH);
    let end = from + bytes[from..].windows(END.len()).rposition(|window| window == END)?;
    let record = &bytes[end..];
    let offset = record.get(16..20)?.try_into().ok().map(u32::from_le_bytes)?;
    bytes.get(usize::try_from(offset).ok()?..end)
}

fn u16_at(bytes: &[u8], at: usize) -> Option<usize> {
    bytes.get(at..at + 2)?.try_into().ok().map(u16::from_le_bytes).map(usize::from)
}

/// A zip with empty entries of these names.
#[cfg(test)]
pub(super) fn with_names(names: &[&str]) -> Vec<u8> {
    let mut bytes = b"PK\x03\x04".to_vec();
    bytes.resize(64, 0);
    let start = u32::try_from(bytes.len()).unwrap();
    for name in names {
        let mut head = ENTRY.to_vec();
        head.resize(ENTRY_HEAD, 0);
        head[28..30].copy_from_slice(&u16::try_from(name.len()).unwrap().to_le_bytes());
        bytes.extend(head);
        bytes.extend(name.as_bytes());
    }
    let mut end = END.to_vec();
    end.resize(22, 0);
    end[16..20].copy_from_slice(&start.to_le_bytes());
    bytes.extend(end);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_from_the_directory() {
        let bytes = with_names(&["a", "xl/workbook.xml"]);
        assert_eq!(names(&bytes).collect::<Vec<_>>(), [&b"a"[..], b"xl/workbook.xml"]);
    }

    #[test]
    fn a_cut_or_lying_directory_ends_the_list() {
        let bytes = with_names(&["a", "b"]);
        assert_eq!(names(&bytes[..bytes.len() - 22]).count(), 0);
        let mut lying = bytes;
        let end = lying.len() - 22;
        lying[end + 16..end + 20].copy_from_slice(&u32::MAX.to_le_bytes());
        assert_eq!(names(&lying).count(), 0);
    }
}
