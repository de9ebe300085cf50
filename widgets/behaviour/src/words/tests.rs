//! What the words module promises, case by case.

use alloc::string::ToString;

use super::*;

fn check(text: &str, expect: &[&str]) {
    let found: Vec<String> = words(text).iter().map(|word| word.join("|")).collect();
    assert_eq!(found, expect, "{text}");
}

#[test]
fn elisions() {
    check("L’entraide d'abord", &["entraide", "abord"]);
    check("qu’ils s'entraident jusqu’au bout", &["ils", "entraident", "au", "bout"]);
    check("lorsqu'on, puisqu’elle", &["on", "elle"]);
    check("aujourd’hui", &["aujourdhui"]);
    check("Aujourd'hui", &["aujourdhui"]);
    check("s’entr’aider", &["entraider"]);
    check("l’entr’aide", &["entraide"]);
    check("d’l’air", &["air"]);
    check("the project's 'name'", &["the", "project", "name"]);
    check("l'", &["l"]);
    check("", &[]);
}

#[test]
fn inclusive_forms() {
    let allies = "allie|alliee|allies|alliees";
    for text in ["allié·e·s", "allié.e.s", "allié-e-s", "allié(e)s", "allié·es", "ALLIÉ•E•S"]
    {
        check(text, &[allies]);
    }
    check("d’allié.e.s", &[allies]);
    check("allié.e.", &["allie|alliee"]);
    check("(allié(e)s)", &[allies]);
    check("auteur·trice·s", &["auteur|autrice|auteurs|autrices"]);
    check("Auteur(trice)s", &["auteur|autrice|auteurs|autrices"]);
    check("directeur·rice", &["directeur|directrice"]);
    check("chercheur·euse·s", &["chercheur|chercheuse|chercheurs|chercheuses"]);
    check("chercheur·se", &["chercheur|chercheuse"]);
    check("citoyen.ne.s", &["citoyen|citoyenne|citoyens|citoyennes"]);
    check("professionnel-le-s", &["professionnel|professionnelle|professionnels|professionnelles"]);
    check("premier·ère", &["premier|premiere"]);
    check("créatif·ive·s", &["creatif|creative|creatifs|creatives"]);
    check("actif·ve", &["actif|active"]);
    check("nouveau·elle", &["nouveau|nouvelle"]);
    check("tous·tes", &["tous|toutes"]);
    check("ceux·celles", &["ceux|celle|celles"]);
    check("il·elle", &["il|elle"]);
    check("vice-président·e·s", &["vice", "president|presidente|presidents|presidentes"]);
    check("mot(s)", &["mot|mots"]);
}

#[test]
fn joints_of_plain_words() {
    check("peut-être, arc-en-ciel", &["peut", "etre", "arc", "en", "ciel"]);
    check("Prends-les. Fais-le !", &["prends", "les", "fais", "le"]);
    check("fin.Les autres", &["fin", "les", "autres"]);
    check("https://example.org/a.b", &["https", "example", "org", "a", "b"]);
    check("et/ou (parfois)", &["et", "ou", "parfois"]);
    check("ils/elles", &["ils", "elles"]);
    check("O.N.E. 3.e", &["o", "n", "e", "3", "e"]);
}

#[test]
fn stems() {
    for (one, other) in [
        ("territoire", "territoires"),
        ("local", "locaux"),
        ("milieu", "milieux"),
        ("niveau", "niveaux"),
        ("allie", "alliees"),
        ("annee", "annees"),
    ] {
        assert_eq!(stem(one), stem(other));
    }
    for (one, other) in [("territoire", "territoriale"), ("os", "o"), ("ami", "amie")] {
        assert_ne!(stem(one).to_string(), stem(other));
    }
}
