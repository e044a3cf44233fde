//! What a figure costs: `cargo bench -p regimen-figure`. Each number is for all poses of the gallery together; the
//! throughput is in frames a second.

#![expect(missing_docs, reason = "criterion's macros make functions without any")]
#![expect(clippy::unwrap_used, reason = "a benchmark that cannot go on fails by panicking")]

use std::collections::BTreeMap;
use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use regimen_figure::{Colours, Options, check, draw, svg};
use regimen_schema::documents::Figure;
use regimen_schema::documents::figure::{Person, Position};

fn figures(c: &mut Criterion) {
    let poses: BTreeMap<String, Figure> =
        serde_json::from_str(include_str!("../tests/it/poses.json")).unwrap();
    let frames: usize = poses.values().map(|figure| figure.frames.len()).sum();
    let mut group = c.benchmark_group("figures");
    group.throughput(Throughput::Elements(frames as u64)).sample_size(10);
    group.bench_function("solved and checked", |b| {
        b.iter(|| {
            poses.values().map(|figure| check(black_box(figure), Position::Standing).len()).sum::<usize>()
        });
    });
    group.bench_function("drawn", |b| {
        b.iter(|| {
            let drawn = poses.values().map(|f| draw(black_box(f), Position::Standing, Options::default()));
            drawn.map(|drawing| drawing.shapes.len()).sum::<usize>()
        });
    });
    let drawings: Vec<_> = poses.values().map(|f| draw(f, Position::Standing, Options::default())).collect();
    group.bench_function("written as SVG", |b| {
        b.iter(|| {
            let written = drawings.iter().map(|d| svg(d, Person::default(), Colours::Classes, "", "figure"));
            written.map(|text| text.len()).sum::<usize>()
        });
    });
    group.finish();
}

criterion_group!(benches, figures);
criterion_main!(benches);
