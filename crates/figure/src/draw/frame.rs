//! One frame as shapes, in the plane of its picture.

use std::cell::OnceCell;

use regimen_schema::documents::figure::{Person, Side};

use super::arrows::{self, Ground};
use super::face::face;
use super::muscles::highlight;
use crate::drawing::{Fill, Ink, Segment, Shape, Stroke, Wash};
use crate::geometry::{Point, Vec3, point};
use crate::mesh::{self, Limb, Material, Mesh, Part};
use crate::pose::{Camera, Orientation, Posed};
use crate::raster::{Bounds, Layers, Lens, Raster, each_row};
use crate::skeleton::{Pair, Skeleton};
use crate::solve::{Item, Kind, Solid, Solved};
use crate::trace::lines::{self, Sight, strokes};
use crate::trace::outline::{Manner, outline};

/// Pixels a centimetre: enough for outlines half a centimetre wide.
const SCALE: f64 = 6.0;
/// The width of the Gaussian that evens lines out, in pixels.
const SIGMA: f64 = 1.7;
/// Every so-manieth point is enough for the fit.
const STRIDE: usize = 2;
/// A muscle of which less than this share of the surface is seen faces away.
pub(super) const HIDDEN: f64 = 0.07;
/// No picture is wider or higher than this, whatever a figure says.
const LARGEST: f64 = 420.0;

/// A frame with its body built and its props in place, before it is seen.
#[derive(Clone)]
pub(super) struct Stage<'b> {
    pub(super) posed: Posed,
    pub(super) skeleton: Skeleton<'b>,
    pub(super) lens: Lens,
    pub(super) items: Vec<Item>,
    body: Mesh,
    eyes_closed: bool,
    /// Pixels a centimetre.
    scale: f64,
}

/// A frame as it is seen.
pub(super) struct Seen {
    pub(super) bounds: Bounds,
    raster: Raster,
    layers: Layers,
    props: Mesh,
    body_outline: OnceCell<Vec<Segment>>,
}

impl<'b> Stage<'b> {
    /// Moves the frame so that what is pinned stands at the origin, and builds the body.
    pub(super) fn new(posed: Posed, solved: Solved<'b>, pin: Vec3, person: Person, shoes: bool) -> Self {
        let mut skeleton = solved.skeleton;
        let mut root = skeleton.root;
        root.at = root.at - pin;
        skeleton.place(root);
        let mut body = mesh::body(&skeleton, person, shoes);
        highlight(&mut body, &posed.highlight);
        let items =
            solved.items.iter().map(|item| Item { kind: item.kind, solid: item.solid.moved(-pin) }).collect();
        let eyes_closed = matches!(
            posed.pose.orientation,
            Orientation::Supine | Orientation::SideLeft | Orientation::SideRight
        );
        Self { lens: Lens::new(posed.view), posed, skeleton, items, body, eyes_closed, scale: SCALE }
    }

    /// What a mat below this frame has to cover: from the left-most to the right-most and from the back to the front.
    pub(super) fn mat(&self) -> Bounds {
        let low: Vec<Vec3> = self.body.vertices.iter().map(|v| v.at).filter(|at| at.y < 30.0).collect();
        let mut ground = Bounds::NOTHING;
        for at in &low {
            ground.add(point(at.x, at.z));
        }
        if low.is_empty() {
            ground.add(point(0.0, 0.0));
        }
        let lying = self.skeleton.pelvis.turn.y.y.abs() < 0.8;
        let middle = if lying { self.skeleton.root.at.x } else { f64::midpoint(ground.min.x, ground.max.x) };
        Bounds { min: point(middle - 24.0, ground.min.y), max: point(middle + 24.0, ground.max.y) }
    }

    /// The same frame from the other side, if a highlighted muscle faces away from the viewer. It is shown smaller by a
    /// factor, so it is traced that much coarser.
    pub(super) fn turned(&self, seen: &Seen, factor: f64) -> Option<Self> {
        // From above there is no other side to look from.
        if self.posed.highlight.is_empty() || self.lens.elevation > 50.0 {
            return None;
        }
        if self.share_of_muscles(seen) >= HIDDEN {
            return None;
        }
        let mut turned = self.clone();
        turned.lens = Lens::new(Camera { azimuth: self.posed.view.azimuth + 180.0, ..self.posed.view });
        turned.scale = SCALE * factor;
        Some(turned)
    }

    /// How much of the surface of the highlighted muscles is seen.
    pub(super) fn share_of_muscles(&self, seen: &Seen) -> f64 {
        let muscle = self.body.triangles.iter().map(|t| t.corners.map(|i| self.body.vertices[i as usize]));
        let area: f64 = muscle
            .filter(|corners| corners.iter().map(|v| v.muscle).sum::<f64>() > 0.0)
            .map(|[a, b, c]| (b.at - a.at).cross(c.at - a.at).length() / 2.0)
            .sum();
        seen.muscle_area() / area.max(1.0)
    }

    /// Looks at the frame.
    pub(super) fn see(&self) -> Seen {
        let props = mesh::props(&self.items);
        let mut bounds = Bounds::NOTHING;
        for vertex in self.body.vertices.iter().chain(&props.vertices) {
            let p = self.lens.project(vertex.at);
            bounds.add(point(p.x.clamp(-LARGEST, LARGEST), p.y.clamp(-LARGEST, LARGEST)));
        }
        let bounds = bounds.grown(2.0);
        let mut raster = Raster::new(bounds, self.scale);
        raster.draw(&self.body, &self.lens);
        raster.draw(&props, &self.lens);
        let far = |frame: Vec3| {
            let k = frame.dot(self.lens.back);
            if self.lens.elevation > 50.0 || k.abs() < 0.38 {
                None
            } else if k > 0.0 {
                Some(Side::Right)
            } else {
                Some(Side::Left)
            }
        };
        let (far_leg, far_arm) = (far(self.skeleton.pelvis.turn.x), far(self.skeleton.thorax.turn.x));
        let is_far = |part: &Part| match part.limb() {
            Limb::Thigh(side) | Limb::Shank(side) | Limb::Foot(side) | Limb::Toe(side, _) => {
                Some(side) == far_leg
            }
            Limb::UpperArm(side)
            | Limb::Forearm(side)
            | Limb::Hand(side)
            | Limb::Finger(side, _)
            | Limb::Thumb(side) => Some(side) == far_arm,
            Limb::Trunk | Limb::Head | Limb::Prop(_) => false,
        };
        let layers = Layers::new(&raster, is_far);
        Seen { bounds, raster, layers, props, body_outline: OnceCell::new() }
    }

    /// The shapes of the frame, the farthest first. `ghost` is the outline of an earlier frame.
    pub(super) fn shapes(&self, seen: &Seen, ghost: Option<Vec<Segment>>) -> Vec<Shape> {
        let mut shapes = Vec::new();
        let fills = seen.fills();
        shapes.extend(fills.iter().filter(|(ink, _)| is_prop(*ink)).map(|(ink, path)| solid(*ink, path)));
        let shadow = self.shadow(seen);
        if !shadow.is_empty() {
            shapes.push(washed(Ink::Shadow, Wash::Solid, shadow));
        }
        if let Some(path) = ghost {
            let stroke = Some(Stroke { ink: Ink::Ghost, width: 0.45, dashes: Some((1.4, 1.2)) });
            shapes.push(Shape { path, fill: None, stroke });
        }
        for (ink, path) in fills.iter().filter(|(ink, _)| !is_prop(*ink)) {
            // A hairline of the same ink closes the gap between neighbours.
            let stroke = Some(Stroke { ink: *ink, width: 0.12, dashes: None });
            shapes.push(Shape { stroke, ..solid(*ink, path) });
        }
        if !self.posed.highlight.is_empty() {
            shapes.extend(seen.muscles());
        }
        let shade = seen.outline(1.6, 2.0, 6.0, |p| seen.layers.shade[p]);
        if !shade.is_empty() {
            shapes.push(washed(Ink::Shade, Wash::Shade, shade));
        }
        shapes.extend(self.strokes(seen));
        shapes.extend(face(&seen.raster, &self.lens, &self.skeleton.head, self.eyes_closed));
        shapes
    }

    /// The lines of the frame's arrows; each keeps clear of the body and of those before it.
    pub(super) fn arrows(&self, seen: &Seen, others: &[Self]) -> Vec<Vec<Point>> {
        let mut lines: Vec<Vec<Point>> = Vec::new();
        for arrow in &self.posed.arrows {
            let from = others.get(arrow.since).map_or(&self.skeleton, |stage| &stage.skeleton);
            let ground = Obstacles { seen, lines: &lines };
            if let Some(line) = arrows::line(arrow, from, &self.skeleton, &self.lens, &ground) {
                lines.push(line);
            }
        }
        lines
    }

    fn strokes(&self, seen: &Seen) -> Vec<Shape> {
        let pixel = |at: Vec3| seen.raster.pixel(self.lens.project(at));
        let arm = &self.skeleton.upper_arm;
        let edge_on = |side: Side| self.skeleton.hand[side].turn.x.dot(self.lens.back).abs() < 0.42;
        let sight = Sight {
            shoulder: Pair { left: pixel(arm.left.at), right: pixel(arm.right.at) },
            hand_edge_on: Pair { left: edge_on(Side::Left), right: edge_on(Side::Right) },
        };
        let manner = lines::Manner { scale: self.scale, sigma: SIGMA, stride: STRIDE };
        let strokes = strokes(&seen.raster, &seen.layers, &sight, manner);
        let mut shapes: Vec<Shape> = strokes
            .even
            .into_iter()
            .map(|(line, path)| {
                let ink = if line.is_prop() { Ink::PropLine } else { Ink::Line };
                let stroke = Some(Stroke { ink, width: line.width(), dashes: None });
                Shape { path: seen.placed(path), fill: None, stroke }
            })
            .collect();
        if !strokes.tapered.is_empty() {
            shapes.push(washed(Ink::Line, Wash::Solid, seen.placed(strokes.tapered)));
        }
        shapes
    }

    /// The shadow straight down on the ground, where the mat or the bare floor is seen.
    fn shadow(&self, seen: &Seen) -> Vec<Segment> {
        const BELOW: f64 = -2.0;
        const HIGHEST: f64 = 60.0;
        if self.lens.elevation <= 3.0 {
            return Vec::new();
        }
        let raster = &seen.raster;
        let mut shaded = vec![false; raster.face.len()];
        for mesh in [&self.body, &seen.props] {
            let below: Vec<Point> =
                mesh.vertices.iter().map(|v| raster.pixel(self.lens.project(v.at.grounded()))).collect();
            for triangle in &mesh.triangles {
                let corners = triangle.corners.map(|i| i as usize);
                let part = &mesh.parts[usize::from(triangle.part)];
                let [a, b, c] = corners.map(|i| mesh.vertices[i].at);
                // What faces down lies in the shadow of what faces up, and a bed's legs stand below the ground.
                if part.material == Material::Mat
                    || !(BELOW..=HIGHEST).contains(&a.y)
                    || (b - a).cross(c - a).y <= 0.0
                {
                    continue;
                }
                each_row(corners.map(|i| below[i]), raster.width, raster.height, |row, from, to| {
                    shaded[row * raster.width + from..row * raster.width + to].fill(true);
                });
            }
        }
        let mat = seen.layers.tones.iter().position(|tone| tone.material == Material::Mat);
        let open = |tone: u8| tone == Layers::EMPTY || Some(usize::from(tone)) == mat;
        let manner = Manner { filled: true, ..seen.manner(3.5, 1.6, 8.0) };
        let path = outline(raster.width, raster.height, manner, |p| shaded[p] && open(seen.layers.tone[p]));
        seen.placed(path)
    }
}

impl Seen {
    /// The outline of the body alone.
    pub(super) fn body_outline(&self) -> &[Segment] {
        self.body_outline.get_or_init(|| {
            self.outline(1.0, 1.5, 2.5, |p| self.raster.seen(p).is_some_and(|(_, part)| part.is_body()))
        })
    }

    fn outline(
        &self,
        sigma: f64,
        tolerance: f64,
        shortest: f64,
        inside: impl Fn(usize) -> bool,
    ) -> Vec<Segment> {
        let manner = self.manner(sigma, tolerance, shortest);
        self.placed(outline(self.raster.width, self.raster.height, manner, inside))
    }

    /// Sigma as a multiple of the lines', tolerance in pixels, the shortest loop in centimetres.
    fn manner(&self, sigma: f64, tolerance: f64, shortest: f64) -> Manner {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "some pixels")]
        let shortest = (shortest * self.raster.scale) as usize;
        // What is shown smaller may be off by more.
        let tolerance = tolerance * SCALE / self.raster.scale;
        Manner { sigma: SIGMA * sigma, tolerance, shortest, filled: false, stride: STRIDE }
    }

    /// A path in pixels, in the plane of the picture.
    fn placed(&self, path: Vec<Segment>) -> Vec<Segment> {
        path.into_iter().map(|segment| segment.map(|p| self.raster.plane(p))).collect()
    }

    /// The areas of each ink.
    fn fills(&self) -> Vec<(Ink, Vec<Segment>)> {
        let tones = self.layers.tones.iter().enumerate();
        tones
            .filter_map(|(i, tone)| {
                let path = self.outline(0.7, 0.75, 2.3, |p| usize::from(self.layers.tone[p]) == i);
                (!path.is_empty()).then(|| (ink(tone.material, tone.far), path))
            })
            .collect()
    }

    /// The highlighted muscles: a tint, and a hatch that survives a black-and-white printer.
    fn muscles(&self) -> Vec<Shape> {
        let muscle = &self.layers.muscle;
        let path = self.outline(1.6, 0.8, 9.0, |p| muscle[p]);
        if path.is_empty() {
            return Vec::new();
        }
        let stroke = Some(Stroke { ink: Ink::Accent, width: 0.34, dashes: None });
        vec![
            washed(Ink::Accent, Wash::Tint, path),
            Shape { path: self.placed(self.hatch()), fill: None, stroke },
        ]
    }

    /// How many square centimetres of the highlighted muscles are seen.
    fn muscle_area(&self) -> f64 {
        let pixels = self.layers.muscle.iter().filter(|m| **m).count();
        #[expect(clippy::cast_precision_loss, reason = "pixels")]
        let area = pixels as f64 / (self.raster.scale * self.raster.scale);
        area
    }

    /// Slanted lines, 1.5 centimetres apart, over the highlighted muscles.
    fn hatch(&self) -> Vec<Segment> {
        let (width, height) = (self.raster.width, self.raster.height);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "some pixels")]
        let apart = (1.5 * self.raster.scale * std::f64::consts::SQRT_2).round() as usize;
        let mut path = Vec::new();
        for sum in (0..width + height).step_by(apart) {
            let mut start = None;
            let mut last = None;
            for x in sum.saturating_sub(height - 1)..=sum.min(width) {
                let inside = x < width && self.layers.muscle[(sum - x) * width + x];
                #[expect(clippy::cast_precision_loss, reason = "pixels")]
                let at = point(x as f64 + 0.5, (sum - x) as f64 + 0.5);
                if inside {
                    start = start.or(Some(at));
                    last = Some(at);
                }
                if (!inside || x == sum.min(width))
                    && let (Some(a), Some(b)) = (start.take(), last)
                    && a.distance(b) > self.raster.scale
                {
                    path.extend([Segment::Move(a), Segment::Line(b)]);
                }
            }
        }
        path
    }
}

struct Obstacles<'a> {
    seen: &'a Seen,
    lines: &'a [Vec<Point>],
}

impl Ground for Obstacles<'_> {
    fn weight(&self, at: Point) -> f64 {
        if self.lines.iter().flatten().any(|p| p.distance(at) < 3.0) {
            return 1.0;
        }
        let raster = &self.seen.raster;
        let pixel = raster.pixel(at);
        if pixel.x < 0.0 || pixel.y < 0.0 {
            return 0.0;
        }
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "not negative")]
        let (x, y) = (pixel.x as usize, pixel.y as usize);
        if x >= raster.width || y >= raster.height {
            return 0.0;
        }
        match raster.seen(y * raster.width + x) {
            Some((_, part)) if part.is_body() => 1.0,
            Some((_, part)) if part.material == Material::Mat => 0.02,
            Some(_) => 0.3,
            None => 0.0,
        }
    }

    fn bounds(&self) -> Bounds {
        self.seen.bounds
    }
}

/// The mat that all frames share.
pub(super) fn mat(area: Bounds, bed: bool) -> Vec<Item> {
    let middle = area.min.towards(area.max, 0.5);
    let (x, z) = (area.width() / 2.0 + 8.0, area.height() / 2.0 + 9.0);
    let slab = |kind: Kind, at: Vec3, half: Vec3| Item {
        kind,
        solid: Solid::Box { middle: at, turn: crate::geometry::Turn::NONE, half },
    };
    let at = |dx: f64, y: f64, dz: f64| Vec3 { x: middle.x + dx, y, z: middle.y + dz };
    let size = |x: f64, y: f64, z: f64| Vec3 { x, y, z };
    if !bed {
        return vec![slab(Kind::Mat, at(0.0, -0.75, 0.0), size(x, 0.75, z))];
    }
    let mut items = vec![slab(Kind::Mat, at(0.0, -5.0, 0.0), size(x, 5.0, z))];
    for sx in [-1.0, 1.0] {
        for sz in [-1.0, 1.0] {
            items.push(slab(Kind::Dark, at(sx * (x - 4.0), -27.0, sz * (z - 4.0)), size(2.2, 17.0, 2.2)));
        }
    }
    items
}

fn ink(material: Material, far: bool) -> Ink {
    match (material, far) {
        (Material::Skin, false) => Ink::Skin,
        (Material::Skin, true) => Ink::SkinFar,
        (Material::Shirt, _) => Ink::Shirt,
        (Material::Trousers, _) => Ink::Trousers,
        (Material::Hair, _) => Ink::Hair,
        (Material::Shoe, false) => Ink::Shoe,
        (Material::Shoe, true) => Ink::ShoeFar,
        (Material::ShoeSole, _) => Ink::ShoeSole,
        (Material::Mat, _) => Ink::Mat,
        (Material::Light, _) => Ink::Furniture,
        (Material::Dark, _) => Ink::FurnitureDark,
        (Material::Wall, _) => Ink::Wall,
        (Material::Pillow, _) => Ink::Pillow,
        (Material::Ball, _) => Ink::Ball,
        (Material::Strap, _) => Ink::Strap,
    }
}

/// Whether an ink lies below the body's. A strap goes over it.
fn is_prop(ink: Ink) -> bool {
    matches!(ink, Ink::Mat | Ink::Furniture | Ink::FurnitureDark | Ink::Wall | Ink::Pillow | Ink::Ball)
}

fn solid(ink: Ink, path: &[Segment]) -> Shape {
    washed(ink, Wash::Solid, path.to_vec())
}

fn washed(ink: Ink, wash: Wash, path: Vec<Segment>) -> Shape {
    Shape { path, fill: Some(Fill { ink, wash }), stroke: None }
}
