//! Strings that stand on a page put together to lines, and lines to paragraphs.
//!
//! Strings are taken in the order in which the page draws them. A line that reaches the right edge goes on in the next one, so that a
//! word broken there is found. Wide gaps in a line are tabs, and so are those that stand below each other in two lines; such a line
//! counts as a row of a table.

/// Places in a line that are compared with those of the next.
const STARTS: usize = 200;

/// A string on a page, turned so that it runs to the right.
#[derive(Debug)]
pub(super) struct Run {
    x: f32,
    y: f32,
    end: f32,
    size: f32,
    text: String,
}

impl Run {
    /// Out of the matrices at its beginning and end.
    pub fn new(from: &[f32; 6], to: &[f32; 6], text: String) -> Self {
        let [a, b, c, d, ..] = *from;
        let size = f32::hypot(c, d).clamp(0.1, 1e6);
        let turn = |x: f32, y: f32| match () {
            () if a.abs() >= b.abs() && a >= 0.0 => (x, y),
            () if a.abs() >= b.abs() => (-x, -y),
            () if b > 0.0 => (y, -x),
            () => (-y, x),
        };
        let ((x, y), (end, _)) = (turn(from[4], from[5]), turn(to[4], to[5]));
        Self { x, y, end, size, text }
    }
}

#[derive(Debug)]
struct Line {
    x: f32,
    y: f32,
    end: f32,
    size: f32,
    text: String,
    /// The last string and where it began: programs draw text twice to make it bold.
    last: (f32, usize),
    /// Where text begins again after a gap: its place on the page and in the text.
    starts: Vec<(f32, usize)>,
    is_row: bool,
}

/// A paragraph or a row of a table.
#[derive(Debug, PartialEq)]
pub(super) struct Block {
    pub text: String,
    pub is_row: bool,
}

pub(super) fn blocks(runs: Vec<Run>) -> Vec<Block> {
    let lines = lines(runs);
    let edge = |pick: fn(&Line) -> f32, fold: fn(f32, f32) -> f32, start: f32| lines.iter().map(pick).fold(start, fold);
    let (left, right) = (edge(|line| line.x, f32::min, f32::MAX), edge(|line| line.end, f32::max, f32::MIN));
    let mut found: Vec<Block> = Vec::new();
    let mut before: Option<&Line> = None;
    for line in &lines {
        let goes_on = before.is_some_and(|before| {
            let gap = before.y - line.y;
            let alike = (before.size - line.size).abs() < before.size * 0.15;
            // Short lines at the edge of a narrow page are lines of their own.
            let full = before.end > right - before.size * 2.0 && before.end - before.x > before.size * 12.0;
            let flush = line.x < left + line.size * 1.2;
            alike && full && flush && !before.is_row && !line.is_row && gap > line.size * 0.5 && gap < line.size * 3.0
        });
        match found.last_mut().filter(|_| goes_on) {
            Some(block) => {
                if block.text.ends_with(|c: char| c.is_ascii_graphic())
                    && line.text.starts_with(|c: char| c.is_ascii_alphanumeric())
                {
                    block.text.push(' ');
                }
                block.text.push_str(&line.text);
            }
            None => found.push(Block { text: line.text.clone(), is_row: line.is_row }),
        }
        before = Some(line);
    }
    found
}

fn lines(runs: Vec<Run>) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for run in runs {
        match lines.last_mut() {
            Some(line) if line.takes(&run) => line.add(&run),
            _ => {
                let last = (run.x, 0);
                lines.push(Line {
                    x: run.x,
                    y: run.y,
                    end: run.end,
                    size: run.size,
                    text: run.text,
                    last,
                    starts: Vec::new(),
                    is_row: false,
                });
            }
        }
    }
    lines.retain(|line| !line.text.trim().is_empty());
    align(&mut lines);
    for line in &mut lines {
        line.text = line.text.trim().to_owned();
    }
    lines
}

/// Makes tabs of gaps that stand below each other: narrow columns.
fn align(lines: &mut [Line]) {
    for at in 1..lines.len() {
        let (above, below) = lines.split_at_mut(at);
        let (above, below) = (&mut above[at - 1], &mut below[0]);
        let near = |a: f32, b: f32| (a - b).abs() < 0.3;
        let common: Vec<f32> =
            below.starts.iter().map(|start| start.0).filter(|x| above.starts.iter().any(|s| near(s.0, *x))).collect();
        // One gap below another may be chance.
        let is_table = near(above.x, below.x) && (common.len() > 1 || above.is_row && !common.is_empty());
        if is_table && (above.y - below.y).abs() < below.size * 4.0 {
            above.part(&common);
            below.part(&common);
        }
    }
}

impl Line {
    fn takes(&self, run: &Run) -> bool {
        let size = self.size.max(run.size);
        (run.y - self.y).abs() < size * 0.5 && run.x > self.last.0 - size * 0.3
    }

    fn add(&mut self, run: &Run) {
        let before = &self.text[self.last.1..];
        if before == run.text && (run.x - self.last.0).abs() < run.size * 0.25 {
            return;
        }
        let (gap, size) = (run.x - self.end, self.size.min(run.size));
        let blank = self.text.ends_with(char::is_whitespace) || run.text.starts_with(char::is_whitespace);
        if gap > size * 1.8 {
            self.is_row |= !self.text.trim().is_empty();
            self.text.push('\t');
        } else if gap > size * 0.2 && !blank && is_latin(self.text.chars().last()) && is_latin(run.text.chars().next()) {
            self.text.push(' ');
        }
        if gap > size * 0.1 && self.starts.len() < STARTS {
            self.starts.push((run.x, self.text.len()));
        }
        self.last = (run.x, self.text.len());
        self.text.push_str(&run.text);
        self.end = self.end.max(run.end);
        self.size = self.size.max(run.size);
    }
}

impl Line {
    /// Puts tabs where text begins again at one of these places.
    fn part(&mut self, places: &[f32]) {
        self.is_row = true;
        let starts: Vec<usize> =
            self.starts.iter().filter(|start| places.iter().any(|x| (start.0 - x).abs() < 0.3)).map(|s| s.1).collect();
        for at in starts.into_iter().rev() {
            let before = &self.text[..at];
            if before.ends_with('\t') || before.is_empty() {
                continue;
            }
            let kept = before.trim_end_matches(' ').len();
            self.text.replace_range(kept..at, "\t");
            let moved = kept as isize + 1 - at as isize;
            for start in self.starts.iter_mut().filter(|start| start.1 >= at) {
                start.1 = start.1.saturating_add_signed(moved);
            }
        }
    }
}

fn is_latin(c: Option<char>) -> bool {
    c.is_some_and(|c| c.is_ascii_alphanumeric())
}
