//! What figures must hold to, whoever writes them.

mod gallery;
mod hostile;
