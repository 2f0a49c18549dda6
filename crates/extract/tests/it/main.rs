//! Every reader through the public front, on files made on the fly and a few that programs wrote.

#![allow(clippy::unwrap_used, clippy::panic)]

mod archives;

mod build;

mod documents;

mod hostile;
mod offices;

mod pdfs;

mod sheets;

mod strips;
