//! Reads back what a sheet carries. The one place that names the PDF reader. The file may come from anywhere: nothing
//! in it is believed, and what it unpacks to is limited.

use std::io::Read as _;

use flate2::read::ZlibDecoder;
use hayro_syntax::Pdf;
use hayro_syntax::object::{Dict, Name, Object, Stream, String as PdfString};

use crate::SOURCE;

/// The most that is unpacked: no program with all its documents comes near.
const MOST: u64 = 16 * 1024 * 1024;

/// The text of the source that a sheet carries. The error says in a line why there is none.
pub fn attached_source(file: Vec<u8>) -> Result<String, &'static str> {
    let pdf = Pdf::new(file).map_err(|_| "it is no PDF that can be read")?;
    let mut found = Err("it carries no source: only sheets that regimen has made do");
    for object in pdf.objects() {
        let Object::Dict(dict) = object else { continue };
        if !is_source(&dict) {
            continue;
        }
        let stream = dict.get::<Dict<'_>>("EF").and_then(|files| files.get::<Stream<'_>>("F"));
        found = stream.ok_or("its source is not there").and_then(|stream| unpacked(&stream));
        if found.is_ok() {
            break;
        }
    }
    found
}

fn is_source(dict: &Dict<'_>) -> bool {
    dict.get::<Name<'_>>("Type").is_some_and(|name| name.as_ref() == b"Filespec")
        && dict.get::<PdfString<'_>>("F").is_some_and(|name| name.as_bytes() == SOURCE.as_bytes())
}

fn unpacked(stream: &Stream<'_>) -> Result<String, &'static str> {
    let filter = stream.dict().get::<Name<'_>>("Filter");
    let raw = stream.raw_data();
    let mut bytes = Vec::new();
    match filter.as_ref().map(AsRef::as_ref) {
        None => bytes.extend_from_slice(&raw),
        Some(b"FlateDecode") => {
            let limited = ZlibDecoder::new(&*raw).take(MOST + 1).read_to_end(&mut bytes);
            limited.map_err(|_| "its source cannot be unpacked")?;
        }
        Some(_) => return Err("its source is packed in another way than regimen packs it"),
    }
    if bytes.len() as u64 > MOST {
        return Err("its source is too large");
    }
    String::from_utf8(bytes).map_err(|_| "its source is no text")
}
