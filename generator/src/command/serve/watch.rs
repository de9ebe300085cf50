//! Waits until something changes in the folders that a site is read from.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver};
use std::time::Duration;

use anyhow::Context;
use notify_debouncer_full::notify::{RecommendedWatcher, RecursiveMode};
use notify_debouncer_full::{
    DebounceEventResult, DebouncedEvent, Debouncer, RecommendedCache, new_debouncer,
};

use crate::command::tell;
use crate::source::read::{CONFIG_FILES, FOLDERS};

/// The shortest time to wait for more changes. The debouncer looks four times in it.
const SHORTEST: Duration = Duration::from_millis(4);

/// A watch over the inputs of a site.
pub(super) struct Watch {
    /// As the system names it, so that the paths of events begin with it.
    root: PathBuf,
    debouncer: Debouncer<RecommendedWatcher, RecommendedCache>,
    events: Receiver<DebounceEventResult>,
    /// Files and folders that matter beside those of every site.
    extra: Vec<PathBuf>,
}

impl Watch {
    /// Begins to watch the site at `root`; changes that are nearer to one another than `debounce`
    /// are reported together.
    ///
    /// # Errors
    /// When there is no such folder, or the system does not let it be watched.
    pub(super) fn start(
        root: &Path,
        debounce: Duration,
        extra: &[PathBuf],
    ) -> anyhow::Result<Self> {
        let root = root
            .canonicalize()
            .with_context(|| format!("the folder {} cannot be read", root.display()))?;
        let (sender, events) = mpsc::channel();
        let debouncer = new_debouncer(debounce.max(SHORTEST), None, sender)
            .context("changes cannot be watched")?;
        let extra: Vec<PathBuf> = extra.iter().map(|path| root.join(path)).collect();
        let mut watch = Self { root, debouncer, events, extra };
        // The root by itself, not all below it, which may hold a `.git` or a `node_modules`: for
        // the configuration, and for folders of the site that are made later.
        let root = watch.root.clone();
        watch.add(&root, RecursiveMode::NonRecursive)?;
        for folder in FOLDERS {
            watch.add_folder(folder)?;
        }
        for path in watch.extra.clone() {
            watch.add(&path, RecursiveMode::Recursive)?;
        }
        Ok(watch)
    }

    /// Waits for changes, and names the paths below the root that they are in. Whatever came since
    /// the last call is taken together. `None` when the watch has ended.
    pub(super) fn wait(&mut self) -> Option<BTreeSet<String>> {
        let mut changed = BTreeSet::new();
        while changed.is_empty() {
            let first = self.events.recv().ok()?;
            let more: Vec<DebounceEventResult> = self.events.try_iter().collect();
            for result in [first].into_iter().chain(more) {
                self.gather(result, &mut changed);
            }
        }
        Some(changed)
    }

    fn gather(&mut self, result: DebounceEventResult, changed: &mut BTreeSet<String>) {
        let events = match result {
            Ok(events) => events,
            Err(errors) => {
                for error in errors {
                    tell(&format!("a change may have been missed: {error}"));
                }
                return;
            }
        };
        for event in &events {
            if event.need_rescan() {
                // The system lost count; anything may have changed.
                changed.insert(".".to_owned());
            }
            let extra = event.paths.iter().filter(|_| !event.kind.is_access());
            let is_extra = |path: &&PathBuf| self.extra.iter().any(|own| path.starts_with(own));
            for path in extra.filter(is_extra) {
                let name = path.strip_prefix(&self.root).unwrap_or(path);
                changed.insert(name.to_string_lossy().into_owned());
            }
            for path in inputs(event, &self.root) {
                if FOLDERS.contains(&path.as_str())
                    && let Err(error) = self.add_folder(&path)
                {
                    tell(&format!("{error:#}"));
                }
                changed.insert(path);
            }
        }
    }

    /// Watches a folder of the site, if it is there: it may be new, or be there again.
    fn add_folder(&mut self, folder: &str) -> anyhow::Result<()> {
        let path = self.root.join(folder);
        if path.is_dir() { self.add(&path, RecursiveMode::Recursive) } else { Ok(()) }
    }

    fn add(&mut self, path: &Path, mode: RecursiveMode) -> anyhow::Result<()> {
        self.debouncer.watch(path, mode).with_context(|| {
            let hint = if cfg!(target_os = "linux") {
                " (when there are too many files, raise fs.inotify.max_user_watches)"
            } else {
                ""
            };
            format!("changes in {} cannot be watched{hint}", path.display())
        })
    }
}

/// The inputs of the site that an event is about.
fn inputs(event: &DebouncedEvent, root: &Path) -> Vec<String> {
    if event.kind.is_access() {
        // Somebody read a file: this very program, most of the time.
        return Vec::new();
    }
    event
        .paths
        .iter()
        .filter_map(|path| path.strip_prefix(root).ok())
        .map(|path| {
            let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
            parts.join("/")
        })
        .filter(|path| is_input(path))
        .collect()
}

/// Whether a site is read from `path`, a path below its root.
fn is_input(path: &str) -> bool {
    let folder = path.split('/').next().unwrap_or_default();
    let is_hidden = path.split('/').any(|part| part.starts_with('.'));
    !is_hidden && (FOLDERS.contains(&folder) || CONFIG_FILES.contains(&path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_inputs_matter() {
        for (path, expected) in [
            ("config.toml", true),
            ("zola.toml", true),
            ("content", true),
            ("content/notes/a.md", true),
            ("themes/carnet/templates/base.html", true),
            ("content/notes/.a.md.swp", false),
            ("content/.git/index", false),
            ("public/index.html", false),
            ("notes/config.toml", false),
            ("contents/a.md", false),
            ("", false),
        ] {
            assert_eq!(is_input(path), expected, "{path}");
        }
    }
}
