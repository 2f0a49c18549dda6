//! Opens a zip within limits: office packages and archives.

use crate::reading::{Outcome, Reading, Stop};
use crate::{Limit, decode};
use std::collections::HashMap;
use std::io::Cursor;
use zip::ZipArchive;
use zip::result::ZipError;

/// Members of a package per file that is allowed in archives.
const MEMBERS: usize = 20;

pub(crate) struct Package<'b> {
    zip: ZipArchive<Cursor<&'b [u8]>>,
    /// Names as written, with forward slashes; in the archive's order.
    names: Vec<String>,
    /// Lower-case names: programs differ in the case they write and refer to.
    by_name: HashMap<String, usize>,
}

impl<'b> Package<'b> {
    pub fn open(bytes: &'b [u8], reading: &mut Reading) -> Outcome<Self> {
        // The directory is kept in memory whole, so its entries are counted first.
        let entries = bytes.windows(4).filter(|window| *window == b"PK\x01\x02").count();
        if entries > reading.limits.files.saturating_mul(MEMBERS) {
            return Err(Stop::Over(Limit::Files));
        }
        reading.work(entries)?;
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(stop)?;
        let names: Vec<String> = zip.file_names_raw().map(|raw| decode::name(raw).replace('\\', "/")).collect();
        let by_name = names.iter().enumerate().map(|(at, name)| (name.trim_start_matches('/').to_lowercase(), at)).collect();
        Ok(Self { zip, names, by_name })
    }

    pub fn has(&self, name: &str) -> bool {
        self.by_name.contains_key(&name.to_lowercase())
    }

    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }

    /// Unpacks the member of this name, if there is one.
    pub fn read(&mut self, name: &str, reading: &mut Reading) -> Outcome<Option<Vec<u8>>> {
        match self.by_name.get(&name.trim_start_matches('/').to_lowercase()) {
            Some(at) => self.read_at(*at, reading).map(Some),
            None => Ok(None),
        }
    }

    /// Unpacks the member at this place of [`Package::names`].
    pub fn read_at(&mut self, at: usize, reading: &mut Reading) -> Outcome<Vec<u8>> {
        let member = self.zip.by_index(at).map_err(stop)?;
        let packed = member.compressed_size();
        reading.unpack(member, packed)
    }
}

fn stop(error: ZipError) -> Stop {
    match error {
        ZipError::UnsupportedArchive(why) if why == ZipError::PASSWORD_REQUIRED => Stop::Encrypted,
        ZipError::UnsupportedArchive(_) | ZipError::CompressionMethodNotSupported(_) => Stop::unread("压缩方法不支持"),
        _ => Stop::broken(),
    }
}
