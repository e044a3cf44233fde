//! `regimen schema`

use std::path::Path;

use anyhow::Result;
use regimen_exporter::app_json::declarations;

use super::Misused;
use crate::disk::write_file;
use crate::schemas::{DECLARATIONS, schemas, text};
use crate::{End, terminal};

pub(super) fn run(name: Option<&str>, out: Option<&Path>) -> Result<End> {
    let schemas = schemas();
    match (name, out) {
        (_, Some(folder)) => {
            for (name, schema) in &schemas {
                write_file(&folder.join(format!("{name}.schema.json")), &text(schema))?;
            }
            write_file(&folder.join(DECLARATIONS), &declarations())?;
            terminal::say(&format!("{} schemas written to {}\n", schemas.len(), folder.display()))?;
        }
        (Some(name), None) => {
            let Some((_, schema)) = schemas.iter().find(|(known, _)| *known == name) else {
                let names: Vec<_> = schemas.iter().map(|(name, _)| *name).collect();
                return Err(Misused(format!(
                    "there is no schema {name}: choose one of {}",
                    names.join(", ")
                ))
                .into());
            };
            terminal::say(&text(schema))?;
        }
        (None, None) => {
            let names: Vec<_> = schemas.iter().map(|(name, _)| *name).collect();
            terminal::say(&(names.join("\n") + "\n"))?;
        }
    }
    Ok(End::Clean)
}
