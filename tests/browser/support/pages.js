// One page of each kind that a site has, in each language that has one.

const both = (path) => ({ fr: path, en: `en/${path}` });

const kinds = {
  home: both(""),
  notes: both("notes/"),
  note: both("notes/marche-des-seuils/"),
  carnets: both("carnets/"),
  carnet: both("carnets/sortir-a-plusieurs/"),
  bases: both("bases/"),
  base: { fr: "bases/entraide/" },
  map: both("allies/"),
  steps: both("steps/"),
  people: both("people/"),
  person: both("people/odile-marsan/"),
  organisations: both("organisations/"),
  organisation: { fr: "organisations/la-grappe/" },
  communities: both("communities/"),
  community: both("communities/lisieres/"),
  terms: both("terms/"),
  term: both("terms/seuil/"),
  page: both("accessibility/"),
  tags: both("tags/"),
  tag: { fr: "tags/accueil/", en: "en/tags/welcome/" },
  lost: { fr: "nulle/part/", en: "en/nowhere/" },
};

/** Every sample: what kind of page it is, its language, and its path under the site. */
export const pages = Object.entries(kinds).flatMap(([kind, paths]) =>
  Object.entries(paths).map(([lang, path]) => ({ kind, lang, path })),
);

/** The path of the page of that kind. */
export function pathOf(kind, lang = "fr") {
  return kinds[kind][lang];
}

/** The pages that hold a widget. */
export const widgetPages = pages.filter(({ kind }) => ["notes", "note", "map"].includes(kind));

/** The kind of a built file; none for the stub of an alias. */
export function kindOf(file) {
  const [top, ...rest] = file.replace(/^en\//, "").replace(/index\.html$/, "").split("/");
  if (top === "" && rest.length === 0) return "home";
  if (top === "404.html") return "lost";
  const folders = {
    allies: ["map"],
    bases: ["bases", "base"],
    carnets: ["carnets", "carnet"],
    communities: ["communities", "community"],
    notes: ["notes", "note"],
    organisations: ["organisations", "organisation"],
    people: ["people", "person"],
    steps: ["steps"],
    tags: ["tags", "tag"],
    terms: ["terms", "term"],
  };
  return folders[top]?.[rest.length - 1] ?? (rest.length === 1 ? "page" : undefined);
}
