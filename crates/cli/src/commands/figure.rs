//! `regimen figure`

use std::fmt::Write as _;
use std::path::PathBuf;

use anyhow::{Context as _, Result};
use rayon::prelude::*;
use regimen_figure::{
    Colours, Drawing, FaultKind, Options, Sheet, Theme, check, describe, draw, svg, worked_side,
};
use regimen_schema::Library;
use regimen_schema::documents::Exercise;
use regimen_schema::documents::figure::{Figure, Person, Side};
use regimen_schema::id::ExerciseId;

use super::{Misused, load, open};
use crate::args::{Drawn, FigureArgs, FigureTheme, Global, WorkedSide};
use crate::disk::write_bytes;
use crate::{End, pixels, terminal};

/// Checks, then draws the figures of the exercises that are named.
pub(super) fn run(global: &Global, args: &FigureArgs) -> Result<End> {
    let files = open(global.library.as_deref())?;
    let (_, Some(library)) = load(global, &files)? else { return Ok(End::Findings) };
    let pictures = pictures(&library, args)?;
    if pictures.is_empty() {
        let message = "none of these exercises has a figure: add \"figures\" to one";
        return Err(Misused(message.to_owned()).into());
    }
    terminal::note(&beyond_usual(&pictures))?;
    let theme = match args.theme {
        FigureTheme::Colour => Theme::Colour,
        FigureTheme::BlackAndWhite => Theme::BlackAndWhite,
        FigureTheme::Dark => Theme::Dark,
    };
    let person = library.settings.person();
    let drawings: Vec<Drawing> = pictures.par_iter().map(Picture::draw).collect();
    if args.sheet {
        let titled: Vec<(&str, &Drawing)> = pictures.iter().map(|p| p.name.as_str()).zip(&drawings).collect();
        let sheet = Sheet::new(&titled);
        let file = match args.format {
            Drawn::Svg => Some(sheet.svg(person, theme).into_bytes()),
            Drawn::Png => pixels::sheet(&sheet, person, theme, args.width),
        };
        return write(args, [("figures", file)].into_iter());
    }
    let written = pictures.iter().zip(&drawings).map(|(picture, drawing)| {
        let Picture { name, alt, .. } = picture;
        let file = match args.format {
            Drawn::Svg => Some(svg(drawing, person, Colours::Plain(theme), alt, name).into_bytes()),
            Drawn::Png => pixels::drawing(drawing, person, theme, args.width),
        };
        (name.as_str(), file)
    });
    write(args, written)
}

/// A figure of an exercise, on a side.
struct Picture<'a> {
    name: String,
    alt: String,
    exercise: &'a Exercise,
    figure: &'a Figure,
    mirrored: bool,
    person: Person,
}

impl Picture<'_> {
    fn draw(&self) -> Drawing {
        let options = Options { person: self.person, mirrored: self.mirrored };
        draw(self.figure, self.exercise.start_position.into(), options)
    }
}

fn pictures<'a>(library: &'a Library, args: &FigureArgs) -> Result<Vec<Picture<'a>>> {
    let ids: Vec<&ExerciseId> = if args.exercises.is_empty() {
        library.exercises.keys().collect()
    } else {
        args.exercises.iter().map(|id| known(library, id)).collect::<Result<_>>()?
    };
    let (words, _) = regimen_exporter::wording::for_language(&library.settings.language);
    let mut pictures = Vec::new();
    for id in ids {
        let exercise = &library.exercises[id].document;
        for (index, figure) in exercise.figures.iter().enumerate() {
            let mirrored = matches!(
                (args.side, worked_side(figure, exercise.start_position.into())),
                (Some(WorkedSide::Left), Some(Side::Right)) | (Some(WorkedSide::Right), Some(Side::Left))
            );
            let moments = describe(figure, exercise.start_position.into(), mirrored);
            pictures.push(Picture {
                name: if index == 0 { id.to_string() } else { format!("{id}-{}", index + 1) },
                alt: figure
                    .alt
                    .as_ref()
                    .map_or_else(|| words.figure_alt(&exercise.title, &moments), ToString::to_string),
                exercise,
                figure,
                mirrored,
                person: library.settings.person(),
            });
        }
    }
    Ok(pictures)
}

fn known<'a>(library: &'a Library, id: &str) -> Result<&'a ExerciseId> {
    let found = ExerciseId::new(id).and_then(|id| library.exercises.get_key_value(&id));
    found.map(|(id, _)| id).ok_or_else(|| {
        Misused(format!("there is no exercise {id}: `regimen list exercises` names them")).into()
    })
}

/// What an author may want to look at again though it is no fault: joints bent farther than most people can.
fn beyond_usual(pictures: &[Picture<'_>]) -> String {
    let mut notes = String::new();
    for picture in pictures {
        for fault in check(picture.figure, picture.exercise.start_position.into()) {
            if let FaultKind::JointBeyondUsual { joint, degrees, usual } = fault.kind {
                let (name, frame) = (&picture.name, fault.frame);
                let _ = writeln!(
                    notes,
                    "{name}, frame {frame}: {joint} comes to {degrees:.0} degrees, {usual:.0} are usual"
                );
            }
        }
    }
    notes
}

/// Writes pictures to disk. One that is none is too large.
fn write<'a>(args: &FigureArgs, pictures: impl Iterator<Item = (&'a str, Option<Vec<u8>>)>) -> Result<End> {
    let ending = match args.format {
        Drawn::Svg => "svg",
        Drawn::Png => "png",
    };
    let mut written: Vec<PathBuf> = Vec::new();
    for (name, bytes) in pictures {
        let bytes = bytes.context("a picture of this width is too large: choose less with --width")?;
        let path = args.out.join(format!("{name}.{ending}"));
        write_bytes(&path, &bytes)?;
        written.push(path);
    }
    let text = match written.as_slice() {
        [one] => format!("written to {}\n", one.display()),
        many => format!("{} pictures written to {}\n", many.len(), args.out.display()),
    };
    terminal::note(&text)?;
    Ok(End::Clean)
}
