package unit

import (
	"syscall"

	"golang.org/x/sys/unix"
)

func first(code []byte) ([]byte, error) {
	// ruleid: go-executable-memory
	room, err := syscall.Mmap(-1, 0, 4096, syscall.PROT_READ|syscall.PROT_WRITE|syscall.PROT_EXEC, syscall.MAP_ANON|syscall.MAP_PRIVATE)
	copy(room, code)
	return room, err
}

func second(room []byte) error {
	// ruleid: go-executable-memory
	return unix.Mprotect(room, unix.PROT_READ|unix.PROT_EXEC)
}

func third() (int, error) {
	// ruleid: go-executable-memory
	return unix.MemfdCreate("unit", 0)
}

func shared() ([]byte, error) {
	// ok: go-executable-memory
	return syscall.Mmap(-1, 0, 4096, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_SHARED)
}

func lock(room []byte) error {
	// ok: go-executable-memory
	return unix.Mprotect(room, unix.PROT_READ)
}

func size() int {
	// ok: go-executable-memory
	return syscall.Getpagesize()
}
