package agent

import (
	"net"
	"net/http"
	"os"
)

func up() {
	// ruleid: go-constant-listening-port
	l, _ := net.Listen("tcp", ":31999")
	// ruleid: go-constant-listening-port
	http.ListenAndServe("0.0.0.0:8099", nil)
	// ruleid: go-constant-listening-port
	a := net.UDPAddr{Port: 6677}
	// ruleid: go-constant-listening-port
	s := &http.Server{Addr: ":9931"}
	// ok: go-constant-listening-port
	m, _ := net.Listen("tcp", os.Getenv("LISTEN"))
	// ok: go-constant-listening-port
	u, _ := net.Listen("unix", "/run/app.sock")
	// ok: go-constant-listening-port
	z, _ := net.Listen("tcp", "127.0.0.1:0")
	use(l, a, s, m, u, z)
}
