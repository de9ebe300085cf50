# Les mots de l’interface. Des espaces ordinaires partout : le générateur pose les insécables.

## Sur toutes les pages
skip-to-content = Aller au contenu
nav-main = Navigation principale
nav-languages = Langues
nav-footer = Plan du site
nav-crumbs = Fil d’Ariane
nav-pages = Pages de la liste
nav-neighbours = Notes voisines
home = Accueil
toc = Dans cette page
website = Site web
contact = Écrire
contact-name = Écrire à { $name }
footer-publisher = Publié par { $publisher }.
footer-license = Sauf mention contraire, les textes sont sous licence
footer-feed = Fil { $name }
feed-follow = Suivre par { $name }
footer-generator = Fait avec { $generator }.

## Nombres
notes-count = { $count ->
    [one] { $count } note
    [many] { $count } notes
   *[other] { $count } notes
}
carnets-count = { $count ->
    [one] { $count } carnet
    [many] { $count } carnets
   *[other] { $count } carnets
}
people-count = { $count ->
    [one] { $count } personne
    [many] { $count } personnes
   *[other] { $count } personnes
}
ties-count = { $count ->
    [one] { $count } lien
    [many] { $count } liens
   *[other] { $count } liens
}

## Accueil
home-newest = Dernières notes
home-all-notes = { $count ->
    [one] Voir la note
    [many] Voir les { $count } notes
   *[other] Voir les { $count } notes
}
home-carnets = Carnets
home-map = Allié·e·s
home-map-text = { $allies ->
    [one] { $allies } allié·e
    [many] { $allies } allié·e·s
   *[other] { $allies } allié·e·s
} et { $ties ->
    [one] { $ties } lien
    [many] { $ties } liens
   *[other] { $ties } liens
} : qui vit le même défi, qui peut aider, et comment se rejoindre.
home-map-link = Ouvrir la carte des allié·e·s
home-communities = Communautés

## Note
note-steps = Petits pas
step-open = À faire
step-done = Fait
step-by = d’ici le
note-related = Notes liées
note-mentions = Citée aussi dans
note-terms = Les mots de cette note
note-changes = { $count ->
    [one] Historique du fichier : { $count } modification
   *[other] Historique du fichier : { $count } modifications
}
note-unchanged = Historique du fichier : aucune modification
note-added = Ajout au dépôt
note-change = Modification
note-changes-all = Toutes les modifications, là où sont les sources
note-carnets = { $count ->
    [one] Dans le carnet
    [many] Dans les carnets
   *[other] Dans les carnets
}
integrated = Intégrée
integrated-by = Intégrée par
integrated-on = le
note-authors = { $count ->
    [one] Auteur·trice
    [many] Auteur·trice·s
   *[other] Auteur·trice·s
}
note-community = Communauté
note-discuss = Discuter de la note
note-facts = Repères
note-cite = Pour citer cette note
note-previous = Note précédente
note-next = Note suivante

## Participer
contribute = Participer
contribute-change = Proposer un changement à cette page
contribute-resource = Ajouter une ressource qui existe déjà
contribute-adaptation = Adapter cette note à mon milieu
contribute-practice = Raconter une pratique
contribute-note = Écrire une note pour ce carnet
contribute-text = Texte à coller dans le nouveau fichier
steps-none = Aucun petit pas n’est noté pour l’instant.
steps-open = { $count ->
    [one] Petit pas à faire
    [many] Petits pas à faire
   *[other] Petits pas à faire
}
steps-done = { $count ->
    [one] Petit pas fait
    [many] Petits pas faits
   *[other] Petits pas faits
}
step-of = Dans la note

## Repères
fact-kind = Type
fact-published = Publication
fact-updated = Modification
fact-updated-told = Modification, selon la note
fact-visibility = Visibilité
fact-formats = Pour les programmes
fact-license = Licence
fact-permanent = Adresse permanente
fact-milieus = Milieux
fact-challenges = Défis
fact-tags = Mots-clés
fact-community = Communauté
fact-communities = { $count ->
    [one] Communauté
    [many] Communautés
   *[other] Communautés
}
fact-organisations = { $count ->
    [one] Organisme
    [many] Organismes
   *[other] Organismes
}
fact-bases = { $count ->
    [one] Base de connaissances
    [many] Bases de connaissances
   *[other] Bases de connaissances
}

## Citation
cite-choice = Style ou format
cite-styles = Styles, pour un texte
cite-formats = Formats, pour un logiciel
cite-passage = Passage à citer
cite-whole = Le texte entier
cite-copy = Copier la référence ({ $name })
cite-share = Partager ({ $name })
cite-others = Autres styles et formats
cite-file = Télécharger { $name }
cite-copied = { $name } : référence copiée.
cite-all-notes = Toutes les notes, pour un logiciel de références :
term-cite = Pour citer ce terme
site-cite = Pour citer ce site
cite-failed = La copie n’a pas marché. Le texte est sélectionné : copiez-le au clavier.

## Filtre des notes
filter-label = Filtrer les notes
filter-words = Chercher (titres, résumés, noms)
filter-skip = Aller aux notes trouvées
filter-see = Voir la liste
filter-submit = Chercher
filter-sort = Trier par
filter-sort-date = Plus récentes
filter-sort-title = Titre, de A à Z
filter-facets = Filtres
filter-reset = Effacer les filtres
filter-empty = Aucune note ne répond à ces filtres :
filter-results-one = {"{"}count{"}"} note sur {"{"}total{"}"}
filter-results-many = {"{"}count{"}"} notes sur {"{"}total{"}"}
filter-results-other = {"{"}count{"}"} notes sur {"{"}total{"}"}
filter-all-one = {"{"}count{"}"} note
filter-all-many = {"{"}count{"}"} notes
filter-all-other = {"{"}count{"}"} notes
filter-none = Aucune note
filter-sorted-date = {"{"}count{"}"}, triées de la plus récente à la plus ancienne
filter-sorted-title = {"{"}count{"}"}, triées par titre
browse = Parcourir par
order-family = Personnes par nom de famille

## Carnet et base
carnet-curators = tenu par
carnet-notes = Notes
carnet-other = Autres notes
carnet-facts = À propos de ce carnet
carnet-cite = Pour citer ce carnet
base = Base de connaissances

## Personne, organisation, communauté, terme
person = Personne
person-belongs = Affiliations
person-integrated = Notes placées dans des carnets
person-integrated-in = dans le carnet
person-carnets = { $count ->
    [one] Tient le carnet
    [many] Tient les carnets
   *[other] Tient les carnets
}
people = { $count ->
    [one] Personne
    [many] Personnes
   *[other] Personnes
}
community = Communauté
community-carnets = { $count ->
    [one] Carnet
    [many] Carnets
   *[other] Carnets
}
community-allies = { $count ->
    [one] Allié·e
    [many] Allié·e·s
   *[other] Allié·e·s
}
term = Terme
term-synonyms = Aussi :
term-related = { $count ->
    [one] Terme voisin
    [many] Termes voisins
   *[other] Termes voisins
}
term-backlinks = Dans les notes

## Allié·e·s
ally = Sur la carte
ally-on-map = Voir la carte des allié·e·s
ally-territory = Territoire
ally-milieus = Milieux
ally-roles = Rôles
ally-challenges = Vit
ally-barriers = Est retenu·e par
ally-offers = Peut aider à
ally-strengths = Apporte
ally-position = Position
ally-ties = Liens
tie-since = depuis { $year }

## Carte
map-title = Le réseau : { $allies ->
    [one] { $allies } allié·e
    [many] { $allies } allié·e·s
   *[other] { $allies } allié·e·s
}, { $ties ->
    [one] { $ties } lien
    [many] { $ties } liens
   *[other] { $ties } liens
}
map-empty = La carte n’a encore aucun·e allié·e.
map-skip = Passer la carte, aller à la liste
map-tables-link = Aller aux tableaux
map-ally = { $name }, { $kind }, { $count ->
    [one] { $count } lien
    [many] { $count } liens
   *[other] { $count } liens
}
map-frame = Cadre de la carte, à faire défiler
map-legend = Légende
map-panel = Allié·e choisi·e
map-clear = Effacer le choix
map-goto = Aller à
map-goto-button = Aller
map-zoom = Zoom
map-zoom-in = Agrandir
map-zoom-out = Réduire
map-zoom-fit = Tout voir
map-pan = Déplacer la carte
map-pan-left = Vers la gauche
map-pan-up = Vers le haut
map-pan-down = Vers le bas
map-pan-right = Vers la droite
map-unknown = Aucun·e allié·e ne porte le nom « {"{"}name{"}"} ».
map-blank = Écrivez un nom.
map-key-next = allié·e précédent·e, suivant·e
map-key-home-name = Début
map-key-end-name = Fin
map-key-ends = début, fin de la liste
map-key-ties = suivre les liens
map-key-enter-name = Entrée
map-key-enter = choisir ; encore une fois : ouvrir la fiche
map-key-escape-name = Échap
map-key-escape = quitter le choix
map-key-zoom = zoom
map-focus-one = {"{"}name{"}"} : {"{"}count{"}"} lien. Fiche ouverte après la carte.
map-focus-many = {"{"}name{"}"} : {"{"}count{"}"} liens. Fiche ouverte après la carte.
map-focus-other = {"{"}name{"}"} : {"{"}count{"}"} liens. Fiche ouverte après la carte.
map-reset = Choix effacé. Toute la carte est affichée.
map-list = La liste
map-tables = Les tableaux
table-allies = Allié·e·s
table-ties-title = Liens entre allié·e·s
table-name = Nom
table-kind = Type
table-ties = Liens
table-from = De
table-tie = Lien
table-to = Vers
table-since = Depuis
table-text = En une phrase

## Listes et pages perdues
pager-previous = Page précédente
pager-next = Page suivante
pager-position = Page { $current } de { $total }
tag = Mot-clé
tags = Mots-clés
lost-title = Cette page n’est pas ici
lost-text = L’adresse a peut-être changé, ou contient une coquille.
lost-home = Revenir à l’accueil
