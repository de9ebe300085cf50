//! What is cited, in the words of CSL: kinds, variables, names, dates.

pub mod json;

/// A list of names of the specification as an enumeration that knows them.
macro_rules! names {
    ($(#[$doc:meta])* $name:ident { $($(#[$of:meta])* $case:ident = $text:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$of])* #[doc = concat!("`", $text, "`")] $case,)* }

        impl $name {
            /// Every one of them, in the order of the specification.
            pub const ALL: &[Self] = &[$(Self::$case,)*];

            /// Its name in the specification.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$case => $text,)* }
            }

            /// The one of that name.
            #[must_use]
            pub fn of(name: &str) -> Option<Self> {
                match name { $($text => Some(Self::$case),)* _ => None }
            }
        }
    };
}

names! {
    /// What sort of work an item is.
    Kind {
        Article = "article",
        ArticleJournal = "article-journal",
        ArticleMagazine = "article-magazine",
        ArticleNewspaper = "article-newspaper",
        Bill = "bill",
        Book = "book",
        Broadcast = "broadcast",
        Chapter = "chapter",
        Classic = "classic",
        Collection = "collection",
        Dataset = "dataset",
        Document = "document",
        Entry = "entry",
        EntryDictionary = "entry-dictionary",
        EntryEncyclopedia = "entry-encyclopedia",
        Event = "event",
        Figure = "figure",
        Graphic = "graphic",
        Hearing = "hearing",
        Interview = "interview",
        LegalCase = "legal_case",
        Legislation = "legislation",
        Manuscript = "manuscript",
        Map = "map",
        MotionPicture = "motion_picture",
        MusicalScore = "musical_score",
        Pamphlet = "pamphlet",
        PaperConference = "paper-conference",
        Patent = "patent",
        Performance = "performance",
        Periodical = "periodical",
        PersonalCommunication = "personal_communication",
        Post = "post",
        PostWeblog = "post-weblog",
        Regulation = "regulation",
        Report = "report",
        Review = "review",
        ReviewBook = "review-book",
        Software = "software",
        Song = "song",
        Speech = "speech",
        Standard = "standard",
        Thesis = "thesis",
        Treaty = "treaty",
        Webpage = "webpage",
    }
}

names! {
    /// What an item says in words or in figures.
    Variable {
        Abstract = "abstract",
        Annote = "annote",
        Archive = "archive",
        ArchiveCollection = "archive_collection",
        ArchiveLocation = "archive_location",
        ArchivePlace = "archive-place",
        Authority = "authority",
        CallNumber = "call-number",
        ChapterNumber = "chapter-number",
        CitationKey = "citation-key",
        CitationLabel = "citation-label",
        CitationNumber = "citation-number",
        CollectionNumber = "collection-number",
        CollectionTitle = "collection-title",
        ContainerTitle = "container-title",
        ContainerTitleShort = "container-title-short",
        Dimensions = "dimensions",
        Division = "division",
        Doi = "DOI",
        Edition = "edition",
        Event = "event",
        EventPlace = "event-place",
        EventTitle = "event-title",
        FirstReferenceNoteNumber = "first-reference-note-number",
        Genre = "genre",
        Isbn = "ISBN",
        Issn = "ISSN",
        Issue = "issue",
        Jurisdiction = "jurisdiction",
        Keyword = "keyword",
        Language = "language",
        License = "license",
        Locator = "locator",
        Medium = "medium",
        Note = "note",
        Number = "number",
        NumberOfPages = "number-of-pages",
        NumberOfVolumes = "number-of-volumes",
        OriginalPublisher = "original-publisher",
        OriginalPublisherPlace = "original-publisher-place",
        OriginalTitle = "original-title",
        Page = "page",
        PageFirst = "page-first",
        PartNumber = "part-number",
        PartTitle = "part-title",
        Pmcid = "PMCID",
        Pmid = "PMID",
        PrintingNumber = "printing-number",
        Publisher = "publisher",
        PublisherPlace = "publisher-place",
        References = "references",
        ReviewedGenre = "reviewed-genre",
        ReviewedTitle = "reviewed-title",
        Scale = "scale",
        Section = "section",
        Source = "source",
        Status = "status",
        SupplementNumber = "supplement-number",
        Title = "title",
        TitleShort = "title-short",
        Url = "URL",
        Version = "version",
        Volume = "volume",
        VolumeTitle = "volume-title",
        VolumeTitleShort = "volume-title-short",
        YearSuffix = "year-suffix",
    }
}

names! {
    /// Who had a part in an item.
    NameVariable {
        Author = "author",
        Chair = "chair",
        CollectionEditor = "collection-editor",
        Compiler = "compiler",
        Composer = "composer",
        ContainerAuthor = "container-author",
        Contributor = "contributor",
        Curator = "curator",
        Director = "director",
        Editor = "editor",
        EditorTranslator = "editor-translator",
        EditorialDirector = "editorial-director",
        ExecutiveProducer = "executive-producer",
        Guest = "guest",
        Host = "host",
        Illustrator = "illustrator",
        Interviewer = "interviewer",
        Narrator = "narrator",
        Organizer = "organizer",
        OriginalAuthor = "original-author",
        Performer = "performer",
        Producer = "producer",
        Recipient = "recipient",
        ReviewedAuthor = "reviewed-author",
        ScriptWriter = "script-writer",
        SeriesCreator = "series-creator",
        Translator = "translator",
    }
}

names! {
    /// When what happened to an item.
    DateVariable {
        Accessed = "accessed",
        AvailableDate = "available-date",
        EventDate = "event-date",
        Issued = "issued",
        OriginalDate = "original-date",
        Submitted = "submitted",
    }
}

/// Somebody.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name {
    /// Family name.
    pub family: String,
    /// Given names.
    pub given: String,
    /// What goes when the family name stands alone: the *de* of *Alfred de Musset*.
    pub dropping_particle: String,
    /// What stays with the family name: the *van* of *Vincent van Gogh*.
    pub non_dropping_particle: String,
    /// *Jr*, *III*.
    pub suffix: String,
    /// The whole name of who has no two parts: an organisation. The rest is empty then.
    pub literal: String,
}

impl Name {
    /// The name of an organisation, or one that nobody took apart.
    #[must_use]
    pub fn whole(name: impl Into<String>) -> Self {
        Self { literal: name.into(), ..Self::default() }
    }

    /// The name of a person.
    #[must_use]
    pub fn person(given: impl Into<String>, family: impl Into<String>) -> Self {
        Self { given: given.into(), family: family.into(), ..Self::default() }
    }
}

/// A day, or what is known of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Date {
    /// From one day to another.
    Range {
        /// The first.
        from: Day,
        /// The last; the same as the first for one day.
        to: Option<Day>,
        /// Whether it is a guess.
        circa: bool,
    },
    /// In words that are no date.
    Words(String),
    /// The day on which a reader reads: a place to fill.
    Reader,
}

/// A day, a month or a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day {
    /// The year; before Christ negative, without a year 0.
    pub year: i32,
    /// 1 to 12; 21 to 24 for seasons, from spring on; 0 where it is not known.
    pub month: u8,
    /// 1 to 31; 0 where it is not known.
    pub day: u8,
}

impl Date {
    /// One day; 0 for a month or a day that is not known.
    #[must_use]
    pub fn day(year: i32, month: u8, day: u8) -> Self {
        Self::Range { from: Day { year, month, day }, to: None, circa: false }
    }
}

/// A work to cite.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// By which it is known.
    pub id: String,
    /// What it is.
    pub kind: Kind,
    /// What it says in words or in figures: each variable once.
    pub texts: Vec<(Variable, String)>,
    /// Who had a part in it: each variable once.
    pub names: Vec<(NameVariable, Vec<Name>)>,
    /// When: each variable once.
    pub dates: Vec<(DateVariable, Date)>,
}

impl Item {
    /// An item that says nothing yet.
    #[must_use]
    pub fn new(id: impl Into<String>, kind: Kind) -> Self {
        Self { id: id.into(), kind, texts: Vec::new(), names: Vec::new(), dates: Vec::new() }
    }

    /// A variable in words; none where it is empty.
    #[must_use]
    pub fn text(&self, variable: Variable) -> Option<&str> {
        let (_, text) = self.texts.iter().find(|(of, _)| *of == variable)?;
        (!text.is_empty()).then_some(text)
    }

    /// Who had that part.
    #[must_use]
    pub fn names(&self, variable: NameVariable) -> &[Name] {
        self.names.iter().find(|(of, _)| *of == variable).map_or(&[], |(_, names)| names)
    }

    /// When that was.
    #[must_use]
    pub fn date(&self, variable: DateVariable) -> Option<&Date> {
        self.dates.iter().find(|(of, _)| *of == variable).map(|(_, date)| date)
    }
}
