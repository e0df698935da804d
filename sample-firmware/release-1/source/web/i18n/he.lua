return {
  login = "כניסה",
  welcome = "ברוך הבא",
  refused = "שם משתמש או סיסמה שגויים",
  password = "סיסמה",
  status = "מצב",
  version = "גרסה",
  alarms = "התראות",
  cell = "תא",
  diagnosis = "אבחון",
  config = "הגדרות",
  save = "שמירה",
}
