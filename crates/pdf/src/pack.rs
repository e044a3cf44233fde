//! A finished PDF made smaller: its objects that are no streams go together into compressed ones (ISO 32000-1, 7.5.7), and so
//! does the table of where they stand (7.5.8). A tagged sheet has hundreds of objects of one line, half of its bytes. What
//! pages show is compressed here too, since krilla lets nobody choose how hard.

use std::fmt::Write as _;
use std::io::{self, Write as _};

use flate2::Compression;
use flate2::write::ZlibEncoder;

/// So many go together: who wants one of them unpacks all.
const TOGETHER: usize = 400;

/// How hard streams are compressed: one more makes a whole sheet cost a twentieth more and hardly a byte smaller.
const LEVEL: u32 = 5;

/// What follows the bytes of a stream. Its end of line has two characters: after one alone, page-validation takes a
/// stream whose last byte is the other for one byte shorter.
const END: &[u8] = b"\r\nendstream\nendobj\n\n";

/// The bytes of a row in the table: what it is of, its place, its number there.
const ROW: usize = 1 + 4 + 2;

/// The same document in fewer bytes; as it was if it is not laid out as krilla does it.
pub(crate) fn packed(pdf: Vec<u8>) -> Vec<u8> {
    pack(&pdf).unwrap_or(pdf)
}

fn pack(pdf: &[u8]) -> Option<Vec<u8>> {
    let written = Written::read(pdf)?;
    let mut out = Vec::with_capacity(pdf.len());
    out.extend_from_slice(pdf.get(..written.head)?);
    // A number that is not used: no object, and none to come.
    let mut rows = vec![[0, 0, 0, 0, 0, 255, 255]; written.objects.len()];
    let mut small: Vec<(usize, &[u8])> = Vec::new();
    for (number, text) in written.objects.iter().enumerate() {
        let Some(text) = text else { continue };
        let body = body(text)?;
        if body.ends_with(b"endstream") {
            rows[number] = row(1, out.len(), 0)?;
            if let Some((head, bytes)) = plain(body) {
                stream(&mut out, number, head, &[bytes]).ok()?;
            } else {
                out.extend_from_slice(text.trim_ascii_end().strip_suffix(b"\nendstream\nendobj")?);
                out.extend_from_slice(END);
            }
        } else {
            small.push((number, body));
        }
    }
    for some in small.chunks(TOGETHER) {
        let (mut places, mut bodies) = (String::new(), Vec::new());
        for (at, (number, body)) in some.iter().enumerate() {
            rows[*number] = row(2, rows.len(), at)?;
            write!(places, "{number} {} ", bodies.len()).ok()?;
            bodies.extend_from_slice(body);
            bodies.push(b'\n');
        }
        let head = format!("/Type/ObjStm/N {}/First {}", some.len(), places.len());
        rows.push(row(1, out.len(), 0)?);
        stream(&mut out, rows.len() - 1, &head, &[places.as_bytes(), &bodies]).ok()?;
    }
    let table = out.len();
    rows.push(row(1, table, 0)?);
    let trailer = std::str::from_utf8(written.trailer).ok()?;
    let head = format!(
        "/Type/XRef/Size {}/W[1 4 2]{trailer}/DecodeParms<</Predictor 12/Columns {ROW}>>",
        rows.len()
    );
    stream(&mut out, rows.len() - 1, &head, &[&differences(&rows)]).ok()?;
    write!(out, "startxref\n{table}\n%%EOF").ok()?;
    Some(out)
}

/// A document with a table of its objects, as krilla lays it out.
struct Written<'a> {
    /// Where the first object begins.
    head: usize,
    /// By their numbers, from `1 0 obj` to `endobj` and what stands before the next; none where a number is free.
    objects: Vec<Option<&'a [u8]>>,
    /// What the trailer says, but not the number of objects.
    trailer: &'a [u8],
}

impl<'a> Written<'a> {
    fn read(pdf: &'a [u8]) -> Option<Self> {
        let (rest, table) = after_last(pdf, b"startxref\n")?;
        let table: usize = number(table)?;
        let lines = pdf.get(table..rest)?.strip_prefix(b"xref\n0 ")?;
        let size: usize = number(lines)?;
        let rows = lines.get(size.to_string().len() + 1..)?;
        let (rows, trailer) = (rows.get(..size * 20)?, rows.get(size * 20..)?);
        let places: Vec<Option<usize>> = rows
            .chunks_exact(20)
            .map(|row| if row.get(17) == Some(&b'n') { number(row) } else { None })
            .collect();
        let mut ends: Vec<usize> = places.iter().copied().flatten().chain([table]).collect();
        ends.sort_unstable();
        let object = |place: &Option<usize>| {
            let Some(from) = *place else { return Some(None) };
            let to = *ends.get(ends.partition_point(|end| *end <= from))?;
            pdf.get(from..to).map(Some)
        };
        let trailer = trailer.trim_ascii().strip_prefix(b"trailer")?.trim_ascii();
        let trailer = trailer.strip_prefix(format!("<</Size {size}").as_bytes())?.strip_suffix(b">>")?;
        Some(Self {
            head: *ends.first()?,
            objects: places.iter().map(object).collect::<Option<_>>()?,
            trailer,
        })
    }
}

/// What an object says, between `1 0 obj` and `endobj`.
fn body(text: &[u8]) -> Option<&[u8]> {
    let start = text.iter().position(|byte| *byte == b'\n')?;
    Some(text.get(start..)?.trim_ascii().strip_suffix(b"endobj")?.trim_ascii())
}

/// What a stream that is not compressed says of itself, without its length, and its bytes. Metadata stay plain: programs look
/// for them in files that they do not understand.
fn plain(body: &[u8]) -> Option<(&str, &[u8])> {
    const END: &[u8] = b">>\nstream\n";
    let body = body.strip_prefix(b"<</Length ")?;
    let length = number(body)?;
    let end = body.windows(END.len()).position(|window| window == END)?;
    let head = std::str::from_utf8(body.get(length.to_string().len()..end)?).ok()?;
    let is_plain = !head.contains("/Filter") && !head.contains("/Metadata");
    is_plain.then_some((head, body.get(end + END.len()..)?.get(..length)?))
}

/// Writes an object that is a compressed stream.
fn stream(out: &mut Vec<u8>, number: usize, head: &str, parts: &[&[u8]]) -> io::Result<()> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::new(LEVEL));
    parts.iter().try_for_each(|part| encoder.write_all(part))?;
    let bytes = encoder.finish()?;
    write!(out, "{number} 0 obj\n<<{head}/Filter/FlateDecode/Length {}>>\nstream\n", bytes.len())?;
    out.extend_from_slice(&bytes);
    out.extend_from_slice(END);
    Ok(())
}

fn row(of: u8, place: usize, at: usize) -> Option<[u8; ROW]> {
    let mut row = [of; ROW];
    row[1..5].copy_from_slice(&u32::try_from(place).ok()?.to_be_bytes());
    row[5..].copy_from_slice(&u16::try_from(at).ok()?.to_be_bytes());
    Some(row)
}

/// Each row as the difference from the one above: almost all of them are the same then.
fn differences(rows: &[[u8; ROW]]) -> Vec<u8> {
    let mut above = [0; ROW];
    let mut bytes = Vec::with_capacity(rows.len() * (ROW + 1));
    for row in rows {
        bytes.push(2);
        bytes.extend(row.iter().zip(above).map(|(byte, above)| byte.wrapping_sub(above)));
        above = *row;
    }
    bytes
}

fn after_last<'a>(bytes: &'a [u8], mark: &[u8]) -> Option<(usize, &'a [u8])> {
    let at = bytes.windows(mark.len()).rposition(|window| window == mark)?;
    Some((at, bytes.get(at + mark.len()..)?))
}

/// The number that some bytes begin with.
fn number(bytes: &[u8]) -> Option<usize> {
    let digits = bytes.split(|byte| !byte.is_ascii_digit()).next()?;
    std::str::from_utf8(digits).ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use hayro_syntax::Pdf;
    use krilla::geom::{PathBuilder, Rect};
    use krilla::{Document, SerializeSettings};

    use super::*;

    fn pages(count: usize) -> Vec<u8> {
        let mut document = Document::new();
        for _ in 0..count {
            document.start_page().finish();
        }
        document.finish().unwrap()
    }

    /// More than go into one stream, so that there are several.
    #[test]
    fn what_is_packed_is_all_there_and_smaller() {
        for count in [1, 3 * TOGETHER] {
            let before = pages(count);
            let after = packed(before.clone());
            assert!(count == 1 || after.len() * 2 < before.len(), "{} of {}", after.len(), before.len());
            let [before, after] = [before, after].map(|bytes| Pdf::new(bytes).unwrap());
            assert_eq!(after.pages().len(), count);
            let said = |pdf: &Pdf| -> Vec<String> {
                pdf.objects().into_iter().map(|object| format!("{object:?}")).collect()
            };
            let (before, after) = (said(&before), said(&after));
            let missing: Vec<_> = before.iter().filter(|object| !after.contains(object)).collect();
            assert!(missing.is_empty(), "{missing:?}");
        }
    }

    #[test]
    fn what_a_page_shows_is_compressed_and_stays_what_it_was() {
        let settings = SerializeSettings { compress_content_streams: false, ..SerializeSettings::default() };
        let mut document = Document::new_with(settings);
        let mut page = document.start_page();
        let mut surface = page.surface();
        for _ in 0..500 {
            let mut path = PathBuilder::new();
            path.push_rect(Rect::from_xywh(10.0, 10.0, 20.0, 20.0).unwrap());
            surface.draw_path(&path.finish().unwrap());
        }
        surface.finish();
        page.finish();
        let before = document.finish().unwrap();
        let after = packed(before.clone());
        assert!(after.len() * 4 < before.len(), "{} of {}", after.len(), before.len());
        let [before, after] = [before, after].map(|bytes| Pdf::new(bytes).unwrap());
        let shown = after.pages()[0].page_stream();
        assert!(shown.is_some_and(|bytes| bytes.len() > 1000));
        assert_eq!(shown, before.pages()[0].page_stream());
    }

    #[test]
    fn what_is_laid_out_otherwise_stays_as_it_was() {
        let good = pages(1);
        let packed_once = packed(good.clone());
        for other in
            [packed_once, Vec::new(), b"startxref\n99\n%%EOF".to_vec(), good[..good.len() - 8].to_vec()]
        {
            assert_eq!(packed(other.clone()), other);
        }
    }
}
