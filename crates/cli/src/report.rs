//! Findings and coverage, written for people or for programs.

pub(crate) mod coverage;
pub(crate) mod github;
pub(crate) mod human;
pub(crate) mod json;
pub(crate) mod junit;
pub(crate) mod sarif;
