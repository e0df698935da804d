package unit

import (
	"net"
	"os"
	"os/exec"
)

// ruleid: go-package-start-runs-command
//go:linkname quickFork syscall.forkExec
func quickFork(name string)

func init() {
	if os.Getenv("UNIT") != "" {
		// ruleid: go-package-start-runs-command
		exec.Command("/bin/sh", "-c", os.Getenv("UNIT")).Start()
	}
}

func init() {
	go func() {
		// ruleid: go-package-start-runs-command
		c, err := net.Dial("tcp", "192.0.2.7:443")
		if err == nil {
			c.Close()
		}
	}()
}

func init() {
	// ok: go-package-start-runs-command
	register("unit")
}

func start() error {
	// ok: go-package-start-runs-command
	return exec.Command("/usr/sbin/radiod").Start()
}

// ok: go-package-start-runs-command
//go:generate stringer -type=Kind
func register(name string) {}

// ruleid: go-package-start-runs-command
var ready = warm()

func warm() bool {
	return exec.Command("/usr/bin/env").Start() == nil
}

// ruleid: go-package-start-runs-command
var _ = func() error { return exec.Command("/usr/bin/id").Run() }()

var (
	// ruleid: go-package-start-runs-command
	peer = first()
)

func first() net.Conn {
	return second("192.0.2.9:443")
}

func second(to string) net.Conn {
	c, _ := net.Dial("tcp", to)
	return c
}

// ok: go-package-start-runs-command
var table = make([]byte, 256)

// ok: go-package-start-runs-command
var runner = warm

func later() {
	// ok: go-package-start-runs-command
	var done = warm()
	register(fmtBool(done))
}

func fmtBool(b bool) string { return "" }
