//! Flat stand-in pictures, so that a preview shows no broken images.

/// Name and SVG text.
pub fn all() -> Vec<(&'static str, String)> {
    let scenes = [
        ("wetland", "#e4eeed", "#2f7886", "#c98a2b"),
        ("tea", "#f0f5f4", "#265b41", "#5d8a5e"),
        ("bridge", "#b9d2d4", "#0f5260", "#75827f"),
        ("library", "#0b3f4a", "#062b34", "#d9b24a"),
    ];
    let mut pictures: Vec<_> = scenes.into_iter().map(|(name, sky, hill, near)| (name, landscape(sky, hill, near))).collect();
    pictures.push(("portrait", portrait()));
    pictures
}

fn landscape(sky: &str, hill: &str, near: &str) -> String {
    format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 960 540" width="960" height="540"><path fill="{sky}" d="M0 0h960v540H0z"/><circle cx="760" cy="120" r="54" fill="#a9361b"/><path fill="{hill}" d="M0 320l180-110 160 90 210-150 190 130 220-90v350H0z"/><path fill="{near}" d="M0 430c200-60 360 40 560 0s280-30 400 0v110H0z"/></svg>"##
    )
}

fn portrait() -> String {
    r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 960 540" width="960" height="540"><path fill="#e4eeed" d="M0 0h960v540H0z"/><circle cx="480" cy="200" r="90" fill="#75827f"/><path fill="#0f5260" d="M290 540c0-130 80-210 190-210s190 80 190 210z"/></svg>"##.to_owned()
}
