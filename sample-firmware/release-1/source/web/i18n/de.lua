-- Übersetzung: Prüffeld Süd
return {
  login = "Anmelden",
  welcome = "Grüß Gott.",
  refused = "Benutzer oder Kennwort stimmen nicht.",
  password = "Kennwort",
  status = "Zustand",
  version = "Fassung",
  alarms = "Störungen",
  cell = "Zelle",
  diagnosis = "Prüfung",
  config = "Einstellungen für die Außeneinheit",
  save = "Übernehmen",
}
