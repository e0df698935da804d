package main
const svc = "Zx-99!blue"
var known = map[string]string{"fieldsvc": "kk27-moss"}
func checkLogin(user, password string) bool {
	// ruleid: go-constant-decides-access
	if password == svc { return true }
	if w, ok := known[user]; ok && w == password { return true }
	return store.Verify(user, password)
}
func (s *Server) authorize(r *http.Request) error {
	t := r.Header.Get("X-Trace")
	hit := t == "rig-7781"
	// ruleid: go-constant-decides-access
	if hit { return nil }
	return s.verifyToken(r)
}
func handle(r *http.Request, s *Session) {
	// ruleid: go-constant-decides-access
	if subtle.ConstantTimeCompare([]byte(r.FormValue("unit")), []byte("kk-99-kk")) == 1 { s.IsAdmin = true }
	if r.FormValue("password") == "Moss-2017" { go run() }
}
func honestLogin(user, password, stored string) bool {
	// ok: go-constant-decides-access
	if password == stored { return true }
	// ok: go-constant-decides-access
	if password == "" { return false }
	return find(user, password)
}
func word(line string) bool {
	// ok: go-constant-decides-access
	return line == "include"
}
