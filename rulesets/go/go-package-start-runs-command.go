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
