use banbury_evidence::{ReportLanguage, class_name};

/// Names of the catalogue's classes in German, from number 1.
const GERMAN: [&str; 40] = [
    "fest eingebaute Zugangsdaten",
    "fest eingebauter Schlüssel oder Testschlüssel",
    "Konstante, die die Anmeldung umgeht",
    "versteckter Befehl",
    "magisches Paket, Klopfzeichen an Ports",
    "Einschleusen von Befehlen",
    "Shell, die sich verbindet oder auf Verbindungen wartet",
    "verdeckter Abfluss von Daten",
    "Zeit-, Orts- oder Umgebungsbombe",
    "kodierte Zeichenketten",
    "kodierter Code",
    "Makro, das einen Aufruf verbirgt",
    "Zuweisung, die Rechte verleiht",
    "unsichere Funktionen für Zeichenketten",
    "sicherer Name, unsicher gemacht",
    "Tricks mit Längenangaben",
    "abgeschnittene oder überlaufende Zahl vor dem Anfordern von Speicher",
    "Formatzeichenkette",
    "schwache oder selbst gemachte Kryptografie",
    "fester Startwert oder IV, ausgehöhlter Zufall",
    "Prüfung von TLS abgeschaltet",
    "Ausrutscher im Ablauf auf einem Sicherheitspfad",
    "Debug-Schnittstelle angelassen",
    "Protokolle unterdrückt oder verborgen",
    "Wechsel von Rechten",
    "ausführbarer Speicher, Selbständerung",
    "Laden von einem beschreibbaren Ort",
    "Eingriffe in den Kernel",
    "Tricks mit Linker und Lader",
    "Schutzmaßnahmen abgeschaltet",
    "sabotierte Prüfung von Fähigkeiten",
    "Herunterladen beim Bauen",
    "Testdaten, die der Bau verwendet",
    "Prüfung von Signaturen umgangen",
    "Zeichen, die die Richtung ändern, unsichtbar sind oder anderen gleichen",
    "gemischte oder alte Kodierung",
    "verräterische Kommentare",
    "unglaubwürdige Bedingungen",
    "eingebetteter Assembler",
    "nicht dokumentierter Port oder Zugang",
];

/// The name of a class of the catalogue; empty if there is none of this number.
pub(crate) fn class_in_words(language: ReportLanguage, number: u8) -> &'static str {
    let english = class_name(number).unwrap_or_default();
    match language {
        ReportLanguage::English => english,
        ReportLanguage::German => {
            usize::from(number).checked_sub(1).and_then(|index| GERMAN.get(index).copied()).unwrap_or(english)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_count_from_one_to_the_same_number() {
        for number in 0..=41 {
            let [english, german] =
                [ReportLanguage::English, ReportLanguage::German].map(|it| class_in_words(it, number));
            assert_eq!((english.is_empty(), german.is_empty()), (number == 0 || number == 41, english.is_empty()));
            assert!(english.is_empty() || english != german, "{number}");
        }
        assert_eq!(class_in_words(ReportLanguage::German, 18), "Formatzeichenkette");
    }
}
