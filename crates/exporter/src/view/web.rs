//! Where a sheet is on the web, as an address and as a QR code.

use qrcode::{Color, EcLevel, QrCode};
use regimen_schema::documents::Program;

use super::Web;
use crate::ExportCx;

/// The page of a program, where the library is published.
pub(super) fn web(cx: &ExportCx<'_>, program: &Program) -> Option<Web> {
    let base = cx.library.settings.base_address.as_ref()?;
    let address = format!("{}/{}.html", base.trim_end_matches('/'), program.id);
    // A quarter of it may be lost: paper is folded, stained and copied.
    let code = QrCode::with_error_correction_level(&address, EcLevel::M).ok()?;
    let width = code.width();
    let modules: Vec<bool> = code.to_colors().into_iter().map(|c| c == Color::Dark).collect();
    let code: Vec<Vec<bool>> = modules.chunks(width).map(<[bool]>::to_vec).collect();
    Some(Web { address, size: width, path: path(&code), code })
}

/// The dark modules as the path of an SVG: a rectangle for each stretch of a row.
fn path(rows: &[Vec<bool>]) -> String {
    use std::fmt::Write as _;
    let mut path = String::new();
    for (y, row) in rows.iter().enumerate() {
        let mut x = 0;
        while x < row.len() {
            let run = row[x..].iter().take_while(|dark| **dark).count();
            if run > 0 {
                let _ = write!(path, "M{x} {y}h{run}v1h-{run}z");
            }
            x += run.max(1);
        }
    }
    path
}
