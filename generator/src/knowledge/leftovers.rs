//! Files that editors and programs leave beside the one they write. Such a copy of a private text
//! holds all of it.

/// Endings of copies of a file as it was.
const ENDINGS: &[&str] = &[".bak", ".orig", ".swp"];

/// Whether the file at `path` was left behind: nothing of it is published in a carnet.
pub(crate) fn is_one(path: &str) -> bool {
    let name = name(path);
    name.ends_with('~')
        || name.starts_with(".#")
        || name.starts_with('#') && name.ends_with('#')
        || ENDINGS.iter().any(|ending| name.to_ascii_lowercase().ends_with(ending))
}

/// The same as Zola sees it: files without an ending too.
pub(super) fn is_one_to_zola(path: &str) -> bool {
    let Some((stem, ending)) = name(path).rsplit_once('.').filter(|(stem, _)| !stem.is_empty())
    else {
        return true;
    };
    matches!(ending, "swp" | "swx" | "tmp" | ".DS_STORE" | ".DS_Store" | "kate-swp")
        || ["jb_old___", "jb_tmp___", "jb_bak___", "~", "bck"]
            .iter()
            .any(|end| ending.ends_with(end))
        || stem.starts_with('#')
        || stem.starts_with(".#")
}

fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or_default()
}
