//! Words in a natural spread, the same at each run.

/// Frequent words come first: word `n` is drawn about `1 / (n + 1)` as often as the first.
const WORDS: &[&str] = &[
    "de",
    "la",
    "le",
    "et",
    "les",
    "des",
    "en",
    "un",
    "du",
    "une",
    "que",
    "est",
    "pour",
    "qui",
    "dans",
    "par",
    "plus",
    "pas",
    "au",
    "sur",
    "ne",
    "se",
    "ce",
    "avec",
    "nous",
    "vous",
    "mais",
    "comme",
    "leur",
    "bien",
    "note",
    "groupe",
    "travail",
    "chemin",
    "sentier",
    "village",
    "école",
    "soin",
    "rencontre",
    "question",
    "pratique",
    "récit",
    "atelier",
    "cercle",
    "alliance",
    "territoire",
    "saison",
    "hiver",
    "printemps",
    "réunion",
    "table",
    "chaise",
    "porte",
    "seuil",
    "marche",
    "forêt",
    "rivière",
    "pont",
    "route",
    "carte",
    "mémoire",
    "écoute",
    "parole",
    "silence",
    "doute",
    "essai",
    "erreur",
    "reprise",
    "partage",
    "confiance",
    "distance",
    "calendrier",
    "budget",
    "équipe",
    "voisine",
    "collègue",
    "bénévole",
    "municipalité",
    "bibliothèque",
    "hôpital",
    "cégep",
    "université",
    "coopérative",
    "jardin",
    "cuisine",
    "soupe",
    "grange",
    "camion",
    "courrier",
    "téléphone",
    "formulaire",
    "subvention",
    "projet",
    "apprendre",
    "transmettre",
    "recommencer",
    "déplacer",
    "ouvrir",
    "fermer",
    "attendre",
    "raconter",
    "nommer",
    "dessiner",
    "compter",
    "mesurer",
    "relier",
    "tisser",
    "planter",
    "récolter",
];

/// A source of numbers that looks random and is the same everywhere (SplitMix64: Steele, Lea and
/// Flood, “Fast splittable pseudorandom number generators”, 2014).
pub(crate) struct Random(u64);

impl Random {
    /// A source of its own for each `seed`.
    pub(crate) fn new(seed: usize) -> Self {
        Self(seed as u64)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end.max(1) as u64).unwrap_or(0)
    }

    /// A word, frequent ones more often.
    pub(crate) fn word(&mut self) -> &'static str {
        // The product of two draws leans to the front of the list.
        let near = self.below(WORDS.len()) * self.below(WORDS.len()) / WORDS.len();
        WORDS[near]
    }

    /// So many words.
    pub(crate) fn words(&mut self, count: usize) -> String {
        let words: Vec<&str> = (0..count).map(|_| self.word()).collect();
        words.join(" ")
    }

    /// A sentence.
    pub(crate) fn sentence(&mut self) -> String {
        let count = 6 + self.below(14);
        let words = self.words(count);
        let mut letters = words.chars();
        let first = letters.next().map(|letter| letter.to_uppercase().to_string());
        format!("{}{}.", first.unwrap_or_default(), letters.as_str())
    }

    /// A paragraph of a few sentences.
    pub(crate) fn paragraph(&mut self) -> String {
        let count = 3 + self.below(4);
        let sentences: Vec<String> = (0..count).map(|_| self.sentence()).collect();
        sentences.join(" ")
    }
}
