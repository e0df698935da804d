package unit

import (
	"encoding/base64"
	"encoding/hex"
	"net"
	"os/exec"
)

var words = []byte{0x28, 0x29, 0x3b}

type peer struct {
	host string
}

func clear(data []byte) string {
	out := make([]byte, len(data))
	for i, b := range data {
		out[i] = b ^ 0x5a
	}
	return string(out)
}

func start() error {
	name := clear(words)
	// ruleid: go-decoded-text-used
	return exec.Command(name, "-c").Run()
}

func (p *peer) set() {
	raw, _ := base64.StdEncoding.DecodeString("dXAubmV0")
	p.host = string(raw)
}

func (p *peer) dial() (net.Conn, error) {
	// ruleid: go-decoded-text-used
	return net.Dial("tcp", p.host+":443")
}

func byHex() error {
	line, _ := hex.DecodeString("6964")
	// ruleid: go-decoded-text-used
	return exec.Command("/bin/sh", "-c", string(line)).Run()
}

func plain(host string) (net.Conn, error) {
	// ok: go-decoded-text-used
	return net.Dial("tcp", host)
}

func stored(text string) ([]byte, error) {
	// ok: go-decoded-text-used
	return base64.StdEncoding.DecodeString(text)
}

func list() error {
	// ok: go-decoded-text-used
	return exec.Command("/bin/ls", "-l").Run()
}

func byPieces() error {
	s := []string{"a", "-", "s", "h", "u", "n", "m", "e"}
	// ruleid: go-decoded-text-used
	return exec.Command(s[4]+s[5]+s[0]+s[6]+s[7], s[1]+s[0]).Run()
}

func byFields(args []string) error {
	// ok: go-decoded-text-used
	return exec.Command(args[0], args[1], args[2], args[3]).Run()
}

func twoFields(part []string) (net.Conn, error) {
	// ok: go-decoded-text-used
	return net.Dial("tcp", part[0]+":"+part[1])
}
