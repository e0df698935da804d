package unit

import (
	"os"
	"os/exec"
	"syscall"
)

const tool = "/usr/bin/radio-tool"

func first() error {
	// ruleid: go-privilege-opened
	return os.Chmod(tool, 04755)
}

func second() error {
	// ruleid: go-privilege-opened
	return os.Chmod(tool, os.ModeSetuid|0755)
}

func third() error {
	// ruleid: go-privilege-opened
	return syscall.Setuid(0)
}

func fourth() error {
	// ruleid: go-privilege-opened
	return exec.Command("/bin/sh", "-c", "chmod u+s "+tool).Run()
}

func plain() error {
	// ok: go-privilege-opened
	return os.Chmod(tool, 0755)
}

func down(uid int) error {
	// ok: go-privilege-opened
	return syscall.Setuid(uid)
}

func command() error {
	// ok: go-privilege-opened
	return exec.Command("/bin/sh", "-c", "chmod 755 "+tool).Run()
}
