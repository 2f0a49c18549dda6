//! Files and pictures: recognised by what they hold, limited, kept by their hash, pictures resized.
//!
//! What must stay true:
//! - nothing is kept whose content does not fit the ending of its name;
//! - archives are listed, never unpacked; pictures are measured before they are decoded;
//! - a kept file never changes: its path is its SHA-256, writing is temp + fsync + rename;
//! - what visitors get of a picture (the resized copies) carries no EXIF, so no place of taking.

mod archive;
mod assets;
mod kind;
mod picture;
mod refused;
mod sniff;

pub use assets::{Assets, Limits, Stored};
pub use kind::Kind;
pub use refused::{Error, Refused};
