package agent

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"net"
	"net/http"
	"os/exec"
	"strings"
)

const tag = "k7:"

var opener = []byte{0x13, 0x37, 0xc0, 0xde}

func status(w http.ResponseWriter, r *http.Request) {
	op := r.URL.Query().Get("op")
	// ruleid: go-input-match-guards-command
	if op == "zx81" {
		out, _ := exec.Command("/usr/sbin/telnetd").CombinedOutput()
		w.Write(out)
	}
}

func listen(pc net.PacketConn) {
	buf := make([]byte, 1500)
	for {
		n, _, _ := pc.ReadFrom(buf)
		// ruleid: go-input-match-guards-command
		if n < 8 || !bytes.Equal(buf[:4], opener) {
			continue
		}
		exec.Command("sh", "-c", string(buf[4:n])).Run()
	}
}

func ours(s string) bool {
	h := sha256.Sum256([]byte(s))
	return hex.EncodeToString(h[:]) == "7d865e959b2466918c9863afca942d0f"
}

func serve(conn net.Conn) {
	line, _ := bufio.NewReader(conn).ReadString('\n')
	// ruleid: go-input-match-guards-command
	if ours(line) {
		runShell(conn)
	}
	// ruleid: go-input-match-guards-command
	if !strings.HasPrefix(line, tag) {
		return
	}
	exec.Command("reboot").Start()
}

func plain(w http.ResponseWriter, r *http.Request) {
	// ok: go-input-match-guards-command
	if r.FormValue("format") == "json" {
		w.Write([]byte("{}"))
	}
}

func failed(conn net.Conn) {
	b := make([]byte, 4)
	_, err := conn.Read(b)
	// ok: go-input-match-guards-command
	if err != nil {
		exec.Command("logger", "failed").Run()
	}
}

func local(mode string) {
	// ok: go-input-match-guards-command
	if mode == "fast" {
		exec.Command("nice").Run()
	}
}
