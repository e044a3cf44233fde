//! The drawings of a library: made on all cores, and kept beside what is written, so that the next run draws only what
//! has changed.

use std::path::Path;

use rayon::prelude::*;
use regimen_exporter::figures::{Figures, Order};
use regimen_figure::Drawing;
use regimen_schema::Library;

use crate::disk::Kept;

/// What they are kept as.
pub(crate) const KIND: &str = "drawings";

/// Draws every figure of a library that is not kept below `out` already.
pub(crate) fn draw(library: &Library, out: Option<&Path>) -> Figures {
    let kept = out.and_then(|out| Kept::below(out, KIND));
    let orders = Order::all(library);
    let drawings: Vec<Drawing> = orders.par_iter().map(|order| one(order, kept.as_ref())).collect();
    let mut figures = Figures::default();
    for (order, drawing) in orders.iter().zip(drawings) {
        figures.insert(order, drawing);
    }
    if let Some(kept) = &kept {
        kept.forget_all_but(orders.iter().map(Order::key));
    }
    figures
}

/// A drawing that is kept is taken if it can be read; otherwise it is made anew. Keeping is a kindness, never a need:
/// where nothing can be written, everything is drawn.
pub(crate) fn one(order: &Order<'_>, kept: Option<&Kept>) -> Drawing {
    let Some(kept) = kept else { return order.draw() };
    let key = order.key();
    let before = kept.read(&key).and_then(|bytes| serde_json::from_slice(&bytes).ok());
    before.unwrap_or_else(|| {
        let drawing = order.draw();
        if let Ok(bytes) = serde_json::to_vec(&drawing) {
            kept.write(&key, &bytes);
        }
        drawing
    })
}
