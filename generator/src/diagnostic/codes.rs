//! Every kind of problem carnet can report, as one table.
//!
//! `carnet explain CODE` reads it, and a test walks it: each code is exercised by a case of the
//! suite. A code's name is `area/what-is-wrong`.

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The site is not written.
    Error,
    /// The site is written; somebody should look.
    Warning,
}

/// One kind of problem.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// Stable name, `area/what-is-wrong`.
    pub name: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What it means and how it is mended, for `carnet explain`.
    pub explanation: &'static str,
}

macro_rules! codes {
    ($($constant:ident $severity:ident $name:literal $explanation:literal;)*) => {
        $(
            #[doc = concat!("`", $name, "`")]
            pub static $constant: Code = Code {
                name: $name,
                severity: Severity::$severity,
                explanation: $explanation,
            };
        )*
        /// Every code, by area.
        pub static CODES: &[&Code] = &[$(&$constant),*];
    };
}

codes! {
    SOURCE_UNREADABLE Error "source/unreadable"
        "A file or folder of the site cannot be read. Look at its permissions, and at where it points if it is a symbolic link: a link may not leave the site.";
    SOURCE_NOT_UTF8 Error "source/not-utf8"
        "A text is not in UTF-8. Save it again with the encoding UTF-8 in your editor.";
    SOURCE_CONTROL Error "source/control-character"
        "A text holds a character that no reader can see and that no page may hold. Delete it.";
    SOURCE_FOLDER Warning "source/folder"
        "A folder of content/ is called like one note, person and so on; the folders for these are called notes, carnets, bases, people, organisations, communities and terms. What lies elsewhere is a plain page.";
    TEXT_TOO_DEEP Error "text/too-deep"
        "Lists, quotes or emphasis stand inside each other more deeply than any reader could follow.";
    TEXT_HTML Warning "text/html-taken-out"
        "A text holds HTML that is not published: it could run, load from elsewhere or pass for a part of the page. [carnet.html] in the configuration can allow more.";
    CONFIG_MISSING Error "config/missing"
        "The folder has no config.toml (or zola.toml). `carnet init` makes a small working site.";
    CONFIG_SYNTAX Error "config/syntax"
        "The configuration is not valid TOML.";
    CONFIG_UNKNOWN_KEY Error "config/unknown-key"
        "The configuration holds a key that carnet does not know. Keys of your own belong under [extra].";
    CONFIG_MISSING_KEY Error "config/missing-key"
        "The configuration lacks a key that has no default.";
    CONFIG_INVALID Error "config/invalid"
        "A value of the configuration has the wrong type or makes no sense.";
    CONFIG_OLD_KEY Warning "config/old-key"
        "A key of an older Zola. It is understood, under its new name.";
    CONFIG_IGNORED_KEY Warning "config/ignored-key"
        "A table of the configuration holds a key that means nothing. The site is built without it, as by Zola.";
    CONFIG_MENU Warning "config/menu"
        "A menu of the theme names a page or section that does not exist, so it leaves the entry out. A section is named by its _index.md, as in notes/_index.md.";
    FRONT_MATTER_MISSING Error "front-matter/missing"
        "A Markdown file must begin with its front matter: TOML between two lines `+++`, or YAML between two lines `---`.";
    FRONT_MATTER_SYNTAX Error "front-matter/syntax"
        "The front matter is not valid TOML (between `+++`) or YAML (between `---`).\n\
         \n\
         Frequent mistakes in YAML, and what to write:\n\
         \n\
         \x20 title: Helping each other: a try  →  title: \"Helping each other: a try\"\n\
         \x20 title: 'L'essai'                  →  title: \"L'essai\"\n\
         \x20 authors: [ariane, lea             →  authors: [ariane, lea]\n\
         \x20 a tab                             →  spaces\n\
         \n\
         In TOML:\n\
         \n\
         \x20 title = Leaving      →  title = \"Leaving\"\n\
         \x20 title = « Leaving »  →  title = \"Leaving\"\n\
         \x20 title: \"Leaving\"     →  title = \"Leaving\" (the other is YAML)\n\
         \x20 résumé = \"…\"         →  summary = \"…\" (keys are in English)\n\
         \x20 draft = True         →  draft = true\n\
         \x20 date = 29/01/2026    →  date = 2026-01-29";
    FRONT_MATTER_UNKNOWN_KEY Error "front-matter/unknown-key"
        "The front matter holds a key that this kind of file does not have. Keys of your own belong under [extra].";
    FRONT_MATTER_IGNORED_KEY Warning "front-matter/ignored-key"
        "A section holds a key that sections do not have. Zola refuses it; here it is left alone. Keys of your own belong under [extra].";
    FRONT_MATTER_MISSING_KEY Error "front-matter/missing-key"
        "The front matter lacks a key that this kind of file must have.";
    FRONT_MATTER_INVALID Error "front-matter/invalid"
        "A value of the front matter has the wrong type or makes no sense.";
    FRONT_MATTER_DATES Warning "front-matter/updated-before-date"
        "A page says that it was last changed before the day when it was published.";
    FRONT_MATTER_TRANSLATION Warning "front-matter/translation-differs"
        "A translation declares something else than the file it translates. Facts (authors, carnets, ties …) are taken from the site's default language; a translation only needs its own words.";
    ID_UNKNOWN Error "id/unknown"
        "A file names a note, carnet, person, organisation, community or term that does not exist.";
    ID_PRIVATE Error "id/private"
        "A public file names something private. It would leak its name; take the mention out, or make the other file public or unlisted.";
    ID_DUPLICATE Error "id/duplicate"
        "Two files have the same id. An id is the name of the file, and must be unique among its kind.";
    VOCABULARY_UNKNOWN Error "vocabulary/unknown"
        "A word is not in the site's vocabulary. Vocabularies stand in config.toml, under [carnet.vocabulary].";
    VOCABULARY_LABEL Warning "vocabulary/label-missing"
        "A word of the site's own vocabulary has no label in one of its languages, so readers of that language would meet it in another.";
    CARNET_CATEGORY Error "carnet/unknown-category"
        "A note is put in a category that its carnet does not have.";
    CARNET_CONTRADICTION Error "carnet/contradiction"
        "A carnet and a note disagree on the place of the note in the carnet: who put it there, when, or under which category.";
    NOTE_AUTHOR Warning "note/author-without-link"
        "A note names an author by a bare name, and somebody of that name has a page. An id, the name of the file, links to it; another person of the same name can be told apart by a middle name.";
    NOTE_TIE Error "note/tie-to-itself"
        "A note is related to itself, or adapts itself.";
    NOTE_PERMANENT Error "note/permanent-id"
        "Two notes have the same permanent id, or a translation has one that the file it translates lacks. A permanent id names one note in all its languages, for good.";
    NOTE_REPEATED Warning "note/repeated-relation"
        "A note says twice that it has to do with another in the same way. It is shown once.";
    NOTE_CIRCLE Error "note/adapts-in-a-circle"
        "Notes adapt each other in a circle: one of them must have been first. Take `adapts` out of that one.";
    ALLY_TIE_TO_NOBODY Error "ally/tie-to-nobody"
        "A tie leads to a person or organisation that is no ally: its file has no [ally] table.";
    ALLY_TIE_TO_SELF Error "ally/tie-to-itself"
        "An ally has a tie to itself.";
    LANGUAGE_UNKNOWN Error "language/unknown"
        "The name of a file ends in a language that the site does not have. Languages stand in config.toml, under [languages]; a dot elsewhere in a name is not possible.";
    LANGUAGE_IGNORED Warning "language/ignored"
        "A section file names a language that the site does not have. It is left alone, as by Zola. Languages stand in config.toml, under [languages].";
    LINK_UNKNOWN_NOTE Error "link/unknown-note"
        "A wiki link names nothing that exists.";
    LINK_AMBIGUOUS Error "link/ambiguous"
        "A wiki link names several things. Write the folder before the id, as in [[people/claude]].";
    LINK_UNKNOWN_FILE Error "link/unknown-file"
        "A link leads to a file of the site that does not exist.";
    LINK_UNKNOWN_ANCHOR Error "link/unknown-anchor"
        "A link leads to a heading that the other page does not have.";
    LINK_UNSAFE Error "link/unsafe"
        "A link has a scheme that could run code or that readers cannot open.";
    LINK_EMAIL Warning "link/email-address"
        "A text links to an e-mail address. Programs gather such addresses from published pages; link to a form or a forum instead.";
    LINK_EMPTY Error "link/empty"
        "A link says nothing of where it leads. Write the address between the round brackets.";
    LINK_UNFINISHED Warning "link/unfinished"
        "A text holds the signs of a footnote or of a wiki link that lead nowhere, so readers see the signs: `[^2]` without a line `[^2]: …`, `[[x]` without its end, `[[]]` without an id. Write a backslash before the first sign if it is meant to be read.";
    LINK_DEAD Error "link/dead"
        "A page holds a link to an address of the site where nothing is.";
    IMAGE_MISSING Error "image/missing"
        "A note shows an image that does not exist.";
    IMAGE_UNREADABLE Error "image/unreadable"
        "A picture cannot be read: its bytes are cut off or are of another format than its name says. That is an error where a template asks for it in another size, and a warning where a text shows it: browsers may know more.";
    ATTACHMENT_ACTIVE Error "attachment/active"
        "A file beside a text is of a kind that browsers or servers run, such as HTML, JavaScript or PHP, or could be taken for one. Texts and their files come from strangers; put it into static/ once you have read it, or allow the ending under [carnet.html].";
    ATTACHMENT_ORDER Error "attachment/order"
        "A file beside a text would lie where hosts look for what they should do with the whole site, such as its policy or its domain. Texts and their files come from strangers; put it into static/ once you have read it.";
    ATTACHMENT_DRAWING Error "attachment/unreadable-drawing"
        "An SVG file beside a text is not well-formed XML, changes by itself where its links lead, or is of a size or form that no drawing program writes, so nobody can tell what browsers make of it.";
    ATTACHMENT_CHANGED Warning "attachment/changed"
        "An SVG file beside a text holds what runs or loads. It is published without.";
    ATTACHMENT_TEXT Error "attachment/text"
        "A file below content/ is a text by its name or its front matter, and its name does not end in `.md`. It would be published as it is, with what only authors see, even when it is private. Rename it or move it elsewhere. Copies that editors leave behind (x~, x.bak, x.orig, x.swp, #x#) are left alone.";
    HISTORY_NONE Warning "history/no-repository"
        "The site counts on git for its dates and changes, and lies in no git repository.";
    HISTORY_SHALLOW Warning "history/shallow"
        "The repository is a shallow clone: it holds the last commits only, and what it would tell of dates and authors would be wrong. So nothing is taken from it.";
    HISTORY_UNREADABLE Warning "history/unreadable"
        "The git repository that the site lies in cannot be read.";
    A11Y_IMAGE Error "a11y/image-without-text"
        "An image has no alternative text. Readers who do not see it learn nothing; write what it shows between the square brackets.";
    A11Y_MEDIA Warning "a11y/media-without-words"
        "A film has neither captions nor a transcript, or a recording has no transcript. Who does not hear it learns nothing. Put a file of the same name beside it: talk.vtt or talk.fr.vtt (captions), talk.txt, talk.md or talk.pdf (transcript).";
    A11Y_HEADING Warning "a11y/heading-skip"
        "A heading skips a level. Screen reader users move by headings, and a missing level sounds like missing text.";
    A11Y_TITLE Warning "a11y/second-title"
        "A text has a heading of level 1. The title in the front matter is that of the page already, and readers who move by headings meet two titles. Begin the heading with `##`, and those below it with one sign more.";
    A11Y_LINK Error "a11y/link-without-text"
        "A link has no text, so nobody can tell where it leads.";
    REFERENCE_UNKNOWN Error "reference/unknown"
        "A text refers to a work, as in [@lemay2023], that no file of references has. Files are named by `references` in the front matter, or for all texts under [carnet.citation] in the configuration.";
    REFERENCE_NO_FILE Warning "reference/no-file"
        "A text holds what reads as a reference to a work, [@key], and neither its front matter nor the configuration names a file of references. Write `references = \"sources.bib\"`, or \\[@key] if the signs are meant to be read.";
    REFERENCE_FILE Error "reference/file"
        "A file of references is not there, or is of no kind that can be read: BibTeX or BibLaTeX (.bib), CSL-JSON (.json) or Hayagriva (.yaml). Its path is written as it lies beside the text, or from content/ on with a slash before it.";
    REFERENCE_SYNTAX Error "reference/syntax"
        "A file of references, or one of its entries, cannot be read.";
    REFERENCE_FIELD Warning "reference/field"
        "A part of a work in a file of references is not understood: its type, a date, a name. The work is shown without it.";
    REFERENCE_DUPLICATE Warning "reference/duplicate"
        "Two works have one key, so that a text cannot say which it means. The first is taken.";
    ROUTE_COLLISION Error "route/collision"
        "Two files would be written to the same address.";
    ROUTE_REPLACED Warning "route/replaced"
        "A file of static/ or one that lies beside a page is written where a page would be. The file wins, as in Zola.";
    ROUTE_INVALID Error "route/invalid"
        "A path or alias cannot be an address of the site.";
    ROUTE_LOST Error "route/lost"
        "An address that was published leads nowhere any more, and with it the links and citations of others. Name it among the `aliases` of what took its place, or take it out of the list if it is to be gone for good.";
    ROUTE_REUSED Error "route/reused"
        "The permanent address of a note leads to another note than when it was published. Whoever cited it would be led astray: give the other note an id of its own.";
    ROUTE_FOREIGN Warning "route/foreign"
        "A list of published addresses holds some that are not below the address of the site. They are not looked at.";
    ROUTE_LIST Error "route/unreadable-list"
        "A list of published addresses is the routes.txt of a build, a sitemap, or a text with one address a line, and names addresses of the site.";
    TAXONOMY_UNKNOWN Error "taxonomy/unknown"
        "A page uses a taxonomy that config.toml does not declare.";
    SECTION_UNSORTED Warning "section/unsorted"
        "A page lacks what its section sorts by. It comes last in its section.";
    CODE_FILE Warning "code/file"
        "A grammar or theme for code cannot be read, or a part of one. Grammars are files of VS Code (.json) or of Sublime Text (.sublime-syntax), themes are those of VS Code (.json) or .tmTheme files.";
    CODE_FILE_MISSING Error "code/missing-file"
        "The configuration names a grammar or theme for code whose file is not in the site. Zola refuses it too.";
    CODE_THEME Warning "code/replaced-theme"
        "The configuration names a theme for code that carnet does not carry, and the nearest that it has stands in for it. `extra_themes` can bring the real one: a file of VS Code (.json) or a .tmTheme file.";
    CODE_LANGUAGE Warning "code/unknown-language"
        "No grammar knows the language of a block of code. It is shown without colours.";
    CODE_LANGUAGE_REQUIRED Error "code/language-required"
        "No grammar knows the language of a block of code, and `error_on_missing_language` is set.";
    SEARCH_LANGUAGE Warning "search/language"
        "A search index is asked for in a language whose words cannot be brought to their stems. They are indexed as they are written.";
    THEME_MISSING Error "theme/missing"
        "config.toml names a theme that has no folder below themes/.";
    TEMPLATE_SYNTAX Error "template/syntax"
        "A template cannot be read.";
    TEMPLATE_OUTSIDE Warning "template/outside-of-blocks"
        "A template extends another, and something in it stands in no block. No page can show that; Zola 0.23.0 leaves it out without a word, later ones refuse the template.";
    TEMPLATE_UNKNOWN Error "template/unknown-name"
        "A template uses a function, filter, test, component or other template that does not exist. All templates are looked at, also those that no page uses.";
    TEMPLATE_RENDER Error "template/render"
        "A template failed while it made a page.";
    TEMPLATE_NETWORK Warning "template/no-network"
        "A template asks for data from the network and can do without. A build reads no network, so that it is the same tomorrow: the template gets nothing.";
    TEMPLATE_MISSING Error "template/missing"
        "A page asks for a template that neither the site nor its theme has.";
    CITATION_STYLE Error "citation/style"
        "A style of the site's own, or a locale for one, cannot be used: there is no such file, or it is no independent style of the Citation Style Language (.csl).";
    MESSAGE_SYNTAX Error "message/syntax"
        "A file of interface strings (Fluent, .ftl) cannot be read.";
    MESSAGE_MISSING Warning "message/missing"
        "An interface string exists in one language and not in another.";
    SASS_SYNTAX Error "sass/syntax"
        "A Sass file cannot be compiled.";
    IMPORT_UNREADABLE Error "import/unreadable"
        "A file cannot be imported: it is no page of the platform, or too large or too deeply nested to be one that somebody wrote.";
    IMPORT_NOT_UNDERSTOOD Warning "import/not-understood"
        "A line of an imported page says something that no field of a carnet stands for. It is quoted; put it where it belongs.";
    IMPORT_KEPT Warning "import/already-there"
        "What an import would have made is already in the site. It was left as it is, and new notes name it.";
    IMPORT_GUESSED Warning "import/guessed"
        "An import had to guess: which part of a name is the family name, what an image shows, which of several notes a link means. Look at it, and mend it in the new file.";
    IMPORT_RENAMED Warning "import/renamed"
        "Two imported files wanted one name, so the second has another. Links lead to the right one.";
    IMPORT_CHANGED Warning "import/changed"
        "Something that a carnet cannot show as it was is written otherwise: an embedded note is a link, a link that led nowhere is text.";
    IMPORT_LEFT_OUT Warning "import/left-out"
        "Something was not imported, because no reader should see it or nothing here can show it.";
    HTML_DUPLICATE_ID Warning "html/duplicate-id"
        "A page has two elements with one id, so links to it lead to the first.";
    EMIT_FOREIGN_FILES Error "emit/foreign-files"
        "The output folder holds files that carnet did not write. They would be lost; choose another folder or pass --force.";
    EMIT_UNSAFE_FOLDER Error "emit/unsafe-folder"
        "The output folder is the site's own folder, holds it, or lies among its sources. Writing there would delete what the site is made from, so carnet never does, with --force or without.";
    EMIT_WRITE Error "emit/write"
        "The output could not be written. Until every file of the new site is ready, those that were there before stay as they were; if it fails while files take their places, some are new, some old and none is lost: build again.";
}
