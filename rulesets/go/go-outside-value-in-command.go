package agent

import (
	"bufio"
	"fmt"
	"net"
	"net/http"
	"os/exec"
	"strconv"
)

func line(host string) string {
	return fmt.Sprintf("ping -c1 %s", host)
}

func ping(w http.ResponseWriter, r *http.Request) {
	cmd := line(r.FormValue("host"))
	// ruleid: go-outside-value-in-command
	out, _ := exec.Command("/bin/sh", "-c", cmd).Output()
	w.Write(out)
}

type job struct{ name string }

func (j *job) fill(r *http.Request) {
	j.name = r.Header.Get("X-Name")
	// ruleid: go-outside-value-in-command
	exec.Command("bash", "-c", "tar cf /tmp/x "+j.name).Run()
}

func orders(conn net.Conn) {
	s := bufio.NewScanner(conn)
	for s.Scan() {
		// ruleid: go-outside-value-in-command
		exec.Command(s.Text()).Run()
	}
}

func number(w http.ResponseWriter, r *http.Request) {
	n, _ := strconv.Atoi(r.FormValue("n"))
	// ok: go-outside-value-in-command
	exec.Command("sh", "-c", fmt.Sprintf("head -n %d /etc/motd", n)).Run()
}

func fixed(w http.ResponseWriter, r *http.Request) {
	// ok: go-outside-value-in-command
	exec.Command("sh", "-c", "uptime").Run()
}

func argument(w http.ResponseWriter, r *http.Request) {
	// ok: go-outside-value-in-command
	exec.Command("/usr/bin/id", r.FormValue("user")).Run()
}
