return {
  login = "Log in",
  welcome = "Welcome.",
  refused = "User or password is not right.",
  password = "Password",
  status = "Status",
  version = "Version",
  alarms = "Alarms",
  cell = "Cell",
  diagnosis = "Diagnosis",
  config = "Configuration",
  save = "Save",
}
