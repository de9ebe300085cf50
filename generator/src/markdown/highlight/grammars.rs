//! Grammars: those that the program carries, and those that a site adds.

use std::collections::BTreeSet;
use std::sync::{LazyLock, OnceLock};

use syntect::parsing::{SyntaxDefinition, SyntaxReference, SyntaxSet};

use super::{loops, textmate};
use crate::diagnostic::{Diagnostic, codes, nearest};
use crate::source::{Content, Sources, Spanned};

static CARRIED: LazyLock<SyntaxSet> = LazyLock::new(two_face::syntax::extra_newlines);

/// Names for code that has no colours, so that nothing is amiss.
const PLAIN: &[&str] = &["plain", "plaintext", "text", "txt"];

/// Names that Zola knows and that are called otherwise here, or have a grammar that is near.
pub(super) const OTHER_NAMES: &[(&str, &str)] = &[
    ("actionscript-3", "as"),
    ("angular-html", "html"),
    ("angular-ts", "ts"),
    ("apache", "apache conf"),
    ("apex", "java"),
    ("astro", "html"),
    ("bash-session", "bash"),
    ("batch", "bat"),
    ("blade", "php"),
    ("c3", "c"),
    ("cairo", "rs"),
    ("cjs", "js"),
    ("clarity", "lisp"),
    ("closure-templates", "html"),
    ("common-lisp", "lisp"),
    ("console", "bash"),
    ("csharp", "cs"),
    ("django", "html (jinja2)"),
    ("docker", "dockerfile"),
    ("edge", "html"),
    ("elisp", "lisp"),
    ("emacs-lisp", "lisp"),
    ("f18", "f90"),
    ("fennel", "lisp"),
    ("fortran-fixed-form", "f"),
    ("fortran-free-form", "f90"),
    ("fs", "f#"),
    ("fsharp", "f#"),
    ("gdresource", "ini"),
    ("gdscript", "gd"),
    ("gdshader", "glsl"),
    ("git-commit", "git commit"),
    ("git-rebase", "git rebase todo"),
    ("gjs", "js"),
    ("glimmer-js", "js"),
    ("glimmer-ts", "ts"),
    ("golang", "go"),
    ("gts", "ts"),
    ("h", "c"),
    ("hack", "php"),
    ("handlebars", "html"),
    ("hbs", "html"),
    ("hjson", "json"),
    ("hlsl", "glsl"),
    ("html-derivative", "html"),
    ("htmldjango", "html (jinja2)"),
    ("hy", "lisp"),
    ("jison", "js"),
    ("json5", "json"),
    ("jsonc", "json"),
    ("jsonl", "json"),
    ("jsx", "tsx"),
    ("just", "make"),
    ("lean4", "lean"),
    ("liquid", "twig"),
    ("lit", "ts"),
    ("luau", "lua"),
    ("marko", "html"),
    ("mdc", "md"),
    ("mdx", "md"),
    ("mips", "asm"),
    ("mipsasm", "asm"),
    ("mjs", "js"),
    ("mojo", "py"),
    ("move", "rs"),
    ("nextflow", "groovy"),
    ("nextflow-groovy", "groovy"),
    ("nf", "groovy"),
    ("njk", "html (jinja2)"),
    ("node", "js"),
    ("nunjucks", "html (jinja2)"),
    ("objc", "objective-c"),
    ("objective-cpp", "objective-c++"),
    ("objectivec", "objective-c"),
    ("plsql", "sql"),
    ("postcss", "css"),
    ("pycon", "py"),
    ("qss", "css"),
    ("razor", "html"),
    ("regex", "re"),
    ("regexp", "re"),
    ("riscv", "asm"),
    ("ron", "rs"),
    ("scheme", "lisp"),
    ("sh-session", "bash"),
    ("shader", "glsl"),
    ("shaderlab", "glsl"),
    ("shell", "bash"),
    ("shellscript", "bash"),
    ("shellsession", "bash"),
    ("soy", "html"),
    ("ssh-config", "ssh_config"),
    ("system-verilog", "systemverilog"),
    ("systemd", "ini"),
    ("templ", "go"),
    ("tera", "html (jinja2)"),
    ("tres", "ini"),
    ("ts-tags", "ts"),
    ("tscn", "ini"),
    ("tsp", "ts"),
    ("typespec", "ts"),
    ("vala", "cs"),
    ("vimscript", "vim"),
    ("vue-html", "vue"),
    ("vue-vine", "vue"),
    ("wasm", "lisp"),
    ("wat", "lisp"),
    ("wikitext", "mediawiki"),
    ("xsl", "xml"),
];

/// The grammars of a site.
#[derive(Default)]
pub(super) struct Grammars {
    /// Whether a site adds one that cannot be read: its language is then nobody's mistake.
    pub(super) has_unread: bool,
    extra: Vec<SyntaxDefinition>,
    /// Those that are carried and those that are added, linked to each other.
    all: OnceLock<SyntaxSet>,
}

pub(super) fn is_plain(language: &str) -> bool {
    PLAIN.iter().any(|name| name.eq_ignore_ascii_case(language))
}

impl Grammars {
    /// Reads those that a site adds.
    pub(super) fn read(
        files: &[Spanned<String>],
        sources: &Sources,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut extra = Vec::new();
        let mut has_unread = false;
        for file in files {
            let path = file.value.trim_start_matches("./");
            let Some(text) = text(path, file, sources, diagnostics) else { continue };
            let name = path.rsplit('/').next().and_then(|name| name.split('.').next());
            let read = if path.ends_with(".sublime-syntax") {
                sublime(text, path, name, file, diagnostics)
            } else {
                let id = sources.find(path);
                id.and_then(|id| textmate::read(text, id, name.unwrap_or_default(), diagnostics))
            };
            has_unread |= read.is_none();
            extra.extend(read);
        }
        loops::open(&mut extra);
        Self { has_unread, extra, all: OnceLock::new() }
    }

    fn set(&self) -> &SyntaxSet {
        if self.extra.is_empty() {
            return &CARRIED;
        }
        self.all.get_or_init(|| {
            let mut builder = CARRIED.clone().into_builder();
            for grammar in &self.extra {
                builder.add(grammar.clone());
            }
            builder.build()
        })
    }

    /// The grammar of a language that a site adds.
    pub(super) fn added(&self, language: &str) -> Option<&SyntaxDefinition> {
        self.extra.iter().find(|grammar| {
            let mut names = grammar.file_extensions.iter().chain([&grammar.name]);
            names.any(|name| name.eq_ignore_ascii_case(language))
        })
    }

    /// The grammar of a language, with the set it belongs to.
    pub(super) fn find(&self, language: &str) -> Option<(&SyntaxReference, &SyntaxSet)> {
        if is_plain(language) {
            return None;
        }
        let set = self.set();
        // A grammar that a site adds has its name before all others.
        if let Some(added) = self.added(language) {
            return set.find_syntax_by_name(&added.name).map(|found| (found, set));
        }
        let small = language.to_lowercase();
        let other = OTHER_NAMES.iter().find(|(name, _)| *name == small);
        let found = match other {
            Some((_, name)) => set.find_syntax_by_token(name),
            None => set.find_syntax_by_token(language).or_else(|| set.find_syntax_by_token(&small)),
        };
        found.map(|found| (found, set))
    }

    /// The name that is nearest to one that is not known.
    pub(super) fn nearest(&self, language: &str) -> Option<String> {
        let set = self.set();
        let names: BTreeSet<String> = set
            .syntaxes()
            .iter()
            .filter(|syntax| !syntax.hidden)
            .map(|syntax| syntax.name.to_lowercase())
            .filter(|name| !name.contains(' '))
            .chain(OTHER_NAMES.iter().map(|(name, _)| (*name).to_owned()))
            .collect();
        nearest(&language.to_lowercase(), names.iter().map(String::as_str)).map(str::to_owned)
    }
}

/// Reads a grammar of Sublime Text.
fn sublime(
    text: &str,
    path: &str,
    name: Option<&str>,
    file: &Spanned<String>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<SyntaxDefinition> {
    match SyntaxDefinition::load_from_str(text, true, name) {
        Ok(grammar) => Some(grammar),
        Err(error) => {
            let message = format!("{path} cannot be read: {}", error.to_string().to_lowercase());
            diagnostics.push(Diagnostic::at(&codes::CODE_FILE, file.span.clone(), message));
            None
        }
    }
}

/// The text of a file that the configuration names.
pub(super) fn text<'a>(
    path: &str,
    file: &Spanned<String>,
    sources: &'a Sources,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<&'a str> {
    let text = match sources.find(path).map(|id| &sources.get(id).content) {
        Some(Content::Text(text)) => Some(&**text),
        Some(Content::Bytes(bytes)) => std::str::from_utf8(bytes).ok(),
        // `check_sources` has said why.
        Some(Content::NotUtf8 { .. } | Content::Unreadable(_)) => return None,
        Some(Content::OnDisk(_)) | None => None,
    };
    if text.is_none() {
        let message = format!("there is no text {path}");
        let problem = Diagnostic::at(&codes::CODE_FILE_MISSING, file.span.clone(), message)
            .help("its path begins at the folder of the configuration, and stays below it");
        diagnostics.push(problem);
    }
    text
}
