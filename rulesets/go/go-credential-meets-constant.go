package main
const svc = "Zx-99!blue"
var known = map[string]string{"fieldsvc": "kk27-moss"}
func checkLogin(user, password string) bool {
	// ruleid: go-credential-meets-constant
	if password == svc { return true }
	// ruleid: go-credential-meets-constant
	if w, ok := known[user]; ok && w == password { return true }
	return store.Verify(user, password)
}
func handle(r *http.Request, s *Session) {
	if subtle.ConstantTimeCompare([]byte(r.FormValue("unit")), []byte("kk-99-kk")) == 1 { s.IsAdmin = true }
	// ruleid: go-credential-meets-constant
	if r.FormValue("password") == "Moss-2017" { go run() }
}
func honestLogin(user, password, stored string) bool {
	// ok: go-credential-meets-constant
	if password == stored { return true }
	// ok: go-credential-meets-constant
	if password == "" { return false }
	return find(user, password)
}
func word(line string) bool {
	// ok: go-credential-meets-constant
	return line == "include"
}
