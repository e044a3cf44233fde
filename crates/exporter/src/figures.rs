//! The drawings of a library's figures. Whoever exports draws them first, on as many cores as there are, and may keep
//! them: the same key gives the same drawing.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use regimen_figure::{Drawing, Options, draw, worked_side};
use regimen_schema::Library;
use regimen_schema::documents::exercise::{Exercise, Laterality};
use regimen_schema::documents::figure::{Figure, Person, Position, Side};
use regimen_schema::documents::prescription;
use regimen_schema::id::ExerciseId;
use sha2::{Digest, Sha256};

/// A figure that is to be drawn.
#[derive(Debug, Clone)]
pub struct Order<'a> {
    /// The exercise it belongs to.
    pub exercise: &'a ExerciseId,
    /// Its place among the figures of the exercise.
    pub index: usize,
    /// Whether left and right are swapped.
    pub mirrored: bool,
    figure: &'a Figure,
    start: Position,
    person: Person,
}

impl<'a> Order<'a> {
    /// Every figure of a library, as it is written.
    pub fn all(library: &'a Library) -> Vec<Self> {
        let person = library.settings.person();
        library
            .exercises
            .values()
            .flat_map(|entry| Self::of_exercise(&entry.document, person, None))
            .collect()
    }

    /// The figures of an exercise. A figure is written for one side; where the exercise is done on each side and one
    /// side is sore, it shows that one.
    pub fn of_exercise(
        exercise: &'a Exercise,
        person: Person,
        sore: Option<prescription::Side>,
    ) -> Vec<Self> {
        let sore = sore.filter(|_| exercise.laterality == Laterality::EachSide);
        let order = |(index, figure)| {
            let mirrored = matches!(
                (sore, worked_side(figure, exercise.start_position.into())),
                (Some(prescription::Side::Left), Some(Side::Right))
                    | (Some(prescription::Side::Right), Some(Side::Left))
            );
            Self {
                exercise: &exercise.id,
                index,
                mirrored,
                figure,
                start: exercise.start_position.into(),
                person,
            }
        };
        exercise.figures.iter().enumerate().map(order).collect()
    }

    /// Draws it.
    pub fn draw(&self) -> Drawing {
        draw(self.figure, self.start, Options { person: self.person, mirrored: self.mirrored })
    }

    /// What decides how it looks, as a short text: the same key, the same drawing. The version of the renderer is part
    /// of it.
    pub fn key(&self) -> String {
        let figure = serde_json::to_string(self.figure).unwrap_or_default();
        let person = serde_json::to_string(&self.person).unwrap_or_default();
        let text =
            format!("{}\n{}\n{:?}\n{person}\n{figure}", regimen_figure::VERSION, self.mirrored, self.start);
        Sha256::digest(text).iter().take(16).fold(String::new(), |mut key, byte| {
            let _ = write!(key, "{byte:02x}");
            key
        })
    }
}

/// The drawings of a library.
#[derive(Debug, Default)]
pub struct Figures(BTreeMap<(ExerciseId, usize, bool), Arc<Drawing>>);

impl Figures {
    /// No drawing: each is made when it is needed.
    pub fn none() -> &'static Self {
        static NONE: Figures = Figures(BTreeMap::new());
        &NONE
    }

    /// Whether nothing was drawn beforehand.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Takes a drawing over.
    pub fn insert(&mut self, order: &Order<'_>, drawing: impl Into<Arc<Drawing>>) {
        self.0.insert((order.exercise.clone(), order.index, order.mirrored), drawing.into());
    }

    /// Draws every figure of a library, one after the other.
    pub fn draw(library: &Library) -> Self {
        let mut figures = Self::default();
        for order in Order::all(library) {
            figures.insert(&order, order.draw());
        }
        figures
    }

    /// A drawing, if it was made.
    pub fn get(&self, exercise: &ExerciseId, index: usize, mirrored: bool) -> Option<&Arc<Drawing>> {
        self.0.get(&(exercise.clone(), index, mirrored))
    }
}
