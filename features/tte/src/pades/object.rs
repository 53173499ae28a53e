//! Writing PDF objects (ISO 32000-1 §7.3).

use lopdf::{Dictionary, Object, Stream, StringFormat};
use std::io::Write;

/// Appends `object` in its PDF form.
///
/// Strings are always hexadecimal: an unbalanced `(` in a reason typed by a user cannot then break
/// out of its string.
pub(super) fn write(out: &mut Vec<u8>, object: &Object) {
    match object {
        Object::Null => out.extend(b"null"),
        Object::Boolean(value) => put(out, format_args!("{value}")),
        Object::Integer(value) => put(out, format_args!("{value}")),
        Object::Real(value) => put(out, format_args!("{value}")),
        Object::Name(name) => write_name(out, name),
        Object::String(bytes, _) => write_hex(out, bytes),
        Object::Array(items) => {
            out.push(b'[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push(b' ');
                }
                write(out, item);
            }
            out.push(b']');
        }
        Object::Dictionary(dictionary) => write_dictionary(out, dictionary),
        Object::Reference((number, generation)) => put(out, format_args!("{number} {generation} R")),
        Object::Stream(stream) => write_stream(out, stream),
    }
}

fn write_stream(out: &mut Vec<u8>, stream: &Stream) {
    write_dictionary(out, &stream.dict);
    out.extend(b"\nstream\n");
    out.extend(&stream.content);
    out.extend(b"\nendstream");
}

fn write_dictionary(out: &mut Vec<u8>, dictionary: &Dictionary) {
    out.extend(b"<<");
    for (key, value) in dictionary {
        write_name(out, key);
        out.push(b' ');
        write(out, value);
    }
    out.extend(b">>");
}

fn write_name(out: &mut Vec<u8>, name: &[u8]) {
    out.push(b'/');
    for &byte in name {
        if byte.is_ascii_alphanumeric() || b"_-.+".contains(&byte) {
            out.push(byte);
        } else {
            put(out, format_args!("#{byte:02X}"));
        }
    }
}

fn write_hex(out: &mut Vec<u8>, bytes: &[u8]) {
    out.push(b'<');
    for byte in bytes {
        put(out, format_args!("{byte:02X}"));
    }
    out.push(b'>');
}

pub(super) fn put(out: &mut Vec<u8>, text: std::fmt::Arguments<'_>) {
    out.write_fmt(text).expect("writing to a vector in memory cannot fail");
}

pub(super) fn name(text: &str) -> Object {
    Object::Name(text.as_bytes().to_vec())
}

pub(super) fn ascii(text: &str) -> Object {
    Object::String(text.as_bytes().to_vec(), StringFormat::Hexadecimal)
}

/// A text string in UTF-16, which every reader of every age shows.
pub(super) fn text(text: &str) -> Object {
    let units = text.encode_utf16().flat_map(u16::to_be_bytes);
    let bytes = [0xFE, 0xFF].into_iter().chain(units).collect();
    Object::String(bytes, StringFormat::Hexadecimal)
}

pub(super) fn dictionary<const N: usize>(entries: [(&str, Object); N]) -> Dictionary {
    entries.into_iter().map(|(key, value)| (key.as_bytes().to_vec(), value)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_in_their_written_form() {
        let nested = Object::Dictionary(dictionary([
            ("Nama", text("Sí (")),
            ("Angka", Object::Array(vec![1.into(), Object::Real(595.25), Object::Null])),
            ("Ke", Object::Reference((7, 1))),
        ]));
        for (object, written) in [
            (Object::Boolean(true), "true"),
            (name("A b#/é"), "/A#20b#23#2F#C3#A9"),
            (ascii(")\\("), "<295C28>"),
            (nested, "<</Nama <FEFF005300ED00200028>/Angka [1 595.25 null]/Ke 7 1 R>>"),
        ] {
            let mut out = Vec::new();
            write(&mut out, &object);
            assert_eq!(String::from_utf8_lossy(&out), written);
        }
    }
}
