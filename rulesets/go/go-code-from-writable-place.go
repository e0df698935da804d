package unit

import (
	"os"
	"os/exec"
	"path/filepath"
	"plugin"
)

const folder = "/tmp/plugins"

func first(name string) (*plugin.Plugin, error) {
	// ruleid: go-code-from-writable-place
	return plugin.Open(filepath.Join(folder, name))
}

func second() (*plugin.Plugin, error) {
	name := os.Getenv("UNIT_PLUGIN")
	// ruleid: go-code-from-writable-place
	return plugin.Open(name)
}

func third() error {
	program := "/dev/shm/helper"
	// ruleid: go-code-from-writable-place
	return exec.Command(program, "-d").Start()
}

func plain() (*plugin.Plugin, error) {
	// ok: go-code-from-writable-place
	return plugin.Open("/usr/lib/unit/codec.so")
}

func state(text []byte) error {
	// ok: go-code-from-writable-place
	return os.WriteFile("/tmp/state.json", text, 0600)
}

func list() error {
	// ok: go-code-from-writable-place
	return exec.Command("/bin/ls", "-l").Run()
}
