//! The directory of the index: opening, cursor, reload, and what older directories lie beside it.

use std::{fs, io, path::Path, path::PathBuf};

use tantivy::directory::MmapDirectory;
use tantivy::{IndexReader, ReloadPolicy, Searcher};

use crate::analyse::Cutter;
use crate::schema::{self, Fields};
use crate::synonyms::{self, Synonyms};
use crate::writer::{Budget, Writer};
use crate::{Error, Result};

/// What the platform adds to the index.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Own words of the cutter: agencies, places. A change means a new directory and a rebuild.
    pub words: Vec<String>,
    /// Groups of words that mean the same; a change takes effect at the next opening.
    pub synonyms: Vec<Vec<String>>,
    /// Factor on the relevance of a content type, 1.0 if not named.
    pub factors: Vec<(String, f32)>,
}

impl Default for Settings {
    /// No own words, the built-in synonyms, no factors.
    fn default() -> Settings {
        Settings { words: Vec::new(), synonyms: synonyms::built_in(), factors: Vec::new() }
    }
}

/// The open index; shared between threads, searched by many, written through one `Writer`.
pub struct Index {
    pub(crate) inner: tantivy::Index,
    pub(crate) fields: Fields,
    pub(crate) cutter: Cutter,
    pub(crate) synonyms: Synonyms,
    pub(crate) factors: Vec<(String, f32)>,
    reader: IndexReader,
    root: PathBuf,
    dir: PathBuf,
}

impl Index {
    /// Opens or makes the index under `root` with the built-in settings.
    pub fn open(root: &Path) -> Result<Index> {
        Index::open_with(root, &Settings::default())
    }

    /// Opens or makes `root/<fingerprint>/`; a fresh one is empty with cursor 0.
    pub fn open_with(root: &Path, settings: &Settings) -> Result<Index> {
        let dir = root.join(schema::fingerprint(&settings.words));
        fs::create_dir_all(&dir).map_err(|source| folder(&dir, source))?;
        let (schema, fields) = schema::build();
        let files = MmapDirectory::open(&dir).map_err(tantivy::TantivyError::from)?;
        let inner = tantivy::Index::open_or_create(files, schema)?;
        let reader = inner.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        Ok(Index {
            inner,
            fields,
            cutter: Cutter::new(&settings.words),
            synonyms: Synonyms::new(&settings.synonyms),
            factors: settings.factors.clone(),
            reader,
            root: root.to_owned(),
            dir,
        })
    }

    /// The directory in use.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// Directories of other schemas or word lists under the same root; safe to delete.
    pub fn stale_dirs(&self) -> Result<Vec<PathBuf>> {
        let entries = fs::read_dir(&self.root).map_err(|source| folder(&self.root, source))?;
        let mut stale = Vec::new();
        for entry in entries {
            let path = entry.map_err(|source| folder(&self.root, source))?.path();
            if path.is_dir() && path != self.dir {
                stale.push(path);
            }
        }
        stale.sort();
        Ok(stale)
    }

    /// The last change that is in the index on disk; 0 if none.
    pub fn cursor(&self) -> Result<u64> {
        match self.inner.load_metas()?.payload {
            None => Ok(0),
            Some(payload) => payload.parse().map_err(|_| Error::Cursor(payload)),
        }
    }

    /// Rows that searches see now; a document on two sites is two rows.
    pub fn rows(&self) -> u64 {
        self.searcher().num_docs()
    }

    /// The one writer of the directory; `Error::Busy` if any process holds it.
    pub fn writer(&self, budget: Budget) -> Result<Writer> {
        Writer::open(self, budget)
    }

    /// Lets searches see what was committed, by whatever process.
    pub fn reload(&self) -> Result<()> {
        Ok(self.reader.reload()?)
    }

    pub(crate) fn searcher(&self) -> Searcher {
        self.reader.searcher()
    }
}

fn folder(path: &Path, source: io::Error) -> Error {
    Error::Folder { path: path.to_owned(), source }
}
