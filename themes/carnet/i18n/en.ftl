# The words of the interface. “Carnet” stays carnet; “notebook” is for explanations.

## On every page
skip-to-content = Skip to content
nav-main = Main navigation
nav-languages = Languages
nav-footer = Site map
nav-crumbs = Breadcrumbs
nav-pages = Pages of the list
nav-neighbours = Neighbouring notes
home = Home
toc = On this page
website = Website
contact = Write
contact-name = Write to { $name }
footer-publisher = Published by { $publisher }.
footer-license = Unless stated otherwise, texts are under
footer-feed = { $name } feed
feed-follow = Follow by { $name }
footer-generator = Made with { $generator }.

## Numbers
notes-count = { $count ->
    [one] { $count } note
   *[other] { $count } notes
}
carnets-count = { $count ->
    [one] { $count } carnet
   *[other] { $count } carnets
}
people-count = { $count ->
    [one] { $count } person
   *[other] { $count } people
}
ties-count = { $count ->
    [one] { $count } tie
   *[other] { $count } ties
}

## Home
home-newest = Newest notes
home-all-notes = { $count ->
    [one] See the note
   *[other] See all { $count } notes
}
home-carnets = Carnets
home-map = Allies
home-map-text = { $allies ->
    [one] { $allies } ally
   *[other] { $allies } allies
} and { $ties ->
    [one] { $ties } tie
   *[other] { $ties } ties
}: who lives the same challenge, who can help, and how to reach them.
home-map-link = Open the ally map
home-communities = Communities

## Note
note-steps = Small steps
step-open = To do
step-done = Done
step-by = by
note-related = Related notes
note-mentions = Also mentioned in
note-terms = Words in this note
note-changes = { $count ->
    [one] History of the file: { $count } change
   *[other] History of the file: { $count } changes
}
note-unchanged = History of the file: no change
note-added = Added to the repository
note-change = Change
note-changes-all = All changes, where the sources are
note-carnets = { $count ->
    [one] In the carnet
   *[other] In the carnets
}
integrated = Added
integrated-by = Added by
integrated-on = on
note-authors = { $count ->
    [one] Author
   *[other] Authors
}
note-community = Community
note-discuss = Discuss this note
note-facts = Details
note-cite = To cite this note
note-previous = Previous note
note-next = Next note

## Taking part
contribute = Take part
contribute-change = Propose a change to this page
contribute-resource = Add a resource that exists already
contribute-adaptation = Adapt this note to my milieu
contribute-practice = Tell of a practice
contribute-note = Write a note for this carnet
contribute-text = Text to paste into the new file
steps-none = No small step is noted yet.
steps-open = { $count ->
    [one] Small step to take
   *[other] Small steps to take
}
steps-done = { $count ->
    [one] Small step taken
   *[other] Small steps taken
}
step-of = In the note

## Facts
fact-kind = Kind
fact-published = Published
fact-updated = Updated
fact-updated-told = Updated, says the note
fact-visibility = Visibility
fact-formats = For programs
fact-license = Licence
fact-permanent = Permanent address
fact-milieus = Milieus
fact-challenges = Challenges
fact-tags = Tags
fact-community = Community
fact-communities = { $count ->
    [one] Community
   *[other] Communities
}
fact-organisations = { $count ->
    [one] Organisation
   *[other] Organisations
}
fact-bases = { $count ->
    [one] Knowledge base
   *[other] Knowledge bases
}

## Citation
cite-choice = Style or format
cite-styles = Styles, for a text
cite-formats = Formats, for a program
cite-passage = Passage to cite
cite-whole = The whole text
cite-copy = Copy the reference ({ $name })
cite-share = Share ({ $name })
cite-others = Other styles and formats
cite-file = Download { $name }
cite-copied = { $name }: reference copied.
cite-all-notes = All the notes, for reference software:
term-cite = To cite this term
site-cite = To cite this site
cite-failed = Copying failed. The text is selected: copy it with the keyboard.

## Filter of the notes
filter-label = Filter the notes
filter-words = Search (titles, summaries, names)
filter-skip = Go to the notes found
filter-see = See the list
filter-submit = Search
filter-sort = Sort by
filter-sort-date = Newest first
filter-sort-title = Title, A to Z
filter-facets = Filters
filter-reset = Clear the filters
filter-empty = No note fits these filters:
filter-results-one = {"{"}count{"}"} note of {"{"}total{"}"}
filter-results-many = {"{"}count{"}"} notes of {"{"}total{"}"}
filter-results-other = {"{"}count{"}"} notes of {"{"}total{"}"}
filter-all-one = {"{"}count{"}"} note
filter-all-many = {"{"}count{"}"} notes
filter-all-other = {"{"}count{"}"} notes
filter-none = No note
filter-sorted-date = {"{"}count{"}"}, sorted from newest to oldest
filter-sorted-title = {"{"}count{"}"}, sorted by title
browse = Browse by
order-family = People by family name

## Carnet and base
carnet-curators = kept by
carnet-notes = Notes
carnet-other = Other notes
carnet-facts = About this carnet
carnet-cite = To cite this carnet
base = Knowledge base

## Person, organisation, community, term
person = Person
person-belongs = Affiliations
person-integrated = Notes placed in carnets
person-integrated-in = in the carnet
person-carnets = { $count ->
    [one] Keeps the carnet
   *[other] Keeps the carnets
}
people = { $count ->
    [one] Person
   *[other] People
}
community = Community
community-carnets = { $count ->
    [one] Carnet
   *[other] Carnets
}
community-allies = { $count ->
    [one] Ally
   *[other] Allies
}
term = Term
term-synonyms = Also:
term-related = { $count ->
    [one] Related term
   *[other] Related terms
}
term-backlinks = In the notes

## Allies
ally = On the map
ally-on-map = See the ally map
ally-territory = Territory
ally-milieus = Milieus
ally-roles = Roles
ally-challenges = Lives with
ally-barriers = Held back by
ally-offers = Can help with
ally-strengths = Brings
ally-position = Position
ally-ties = Ties
tie-since = since { $year }

## Map
map-title = The network: { $allies ->
    [one] { $allies } ally
   *[other] { $allies } allies
}, { $ties ->
    [one] { $ties } tie
   *[other] { $ties } ties
}
map-empty = There is no ally on the map yet.
map-skip = Skip the map, go to the list
map-tables-link = Go to the tables
map-ally = { $name }, { $kind }, { $count ->
    [one] { $count } tie
   *[other] { $count } ties
}
map-frame = Map frame, scrollable
map-legend = Legend
map-panel = Chosen ally
map-clear = Clear the choice
map-goto = Go to
map-goto-button = Go
map-zoom = Zoom
map-zoom-in = Zoom in
map-zoom-out = Zoom out
map-zoom-fit = See all
map-pan = Move the map
map-pan-left = To the left
map-pan-up = Upwards
map-pan-down = Downwards
map-pan-right = To the right
map-unknown = No ally has the name “{"{"}name{"}"}”.
map-blank = Write a name.
map-key-next = previous, next ally
map-key-home-name = Home
map-key-end-name = End
map-key-ends = start, end of the list
map-key-ties = follow the ties
map-key-enter-name = Enter
map-key-enter = choose; once more: open the page
map-key-escape-name = Esc
map-key-escape = clear the choice
map-key-zoom = zoom
map-focus-one = {"{"}name{"}"}: {"{"}count{"}"} tie. Card open after the map.
map-focus-many = {"{"}name{"}"}: {"{"}count{"}"} ties. Card open after the map.
map-focus-other = {"{"}name{"}"}: {"{"}count{"}"} ties. Card open after the map.
map-reset = Choice cleared. The whole map is shown.
map-list = The list
map-tables = The tables
table-allies = Allies
table-ties-title = Ties between allies
table-name = Name
table-kind = Kind
table-ties = Ties
table-from = From
table-tie = Tie
table-to = To
table-since = Since
table-text = In a sentence

## Lists and lost pages
pager-previous = Previous page
pager-next = Next page
pager-position = Page { $current } of { $total }
tag = Tag
tags = Tags
lost-title = This page is not here
lost-text = The address may have changed, or holds a typo.
lost-home = Back to the home page
