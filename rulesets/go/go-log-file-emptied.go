package unit

import (
	"os"
	"os/exec"
)

var records = []string{"/var/log/auth.log", "/var/log/wtmp"}

func wipe() {
	for _, r := range records {
		// ruleid: go-log-file-emptied
		os.Truncate(r, 0)
	}
}

func first() error {
	p := "/var/log/messages"
	// ruleid: go-log-file-emptied
	return os.Remove(p)
}

func byCommand() error {
	// ruleid: go-log-file-emptied
	return exec.Command("/bin/sh", "-c", "killall -9 syslogd").Run()
}

func note(text string) error {
	// ok: go-log-file-emptied
	f, err := os.OpenFile("/var/log/unit.log", os.O_APPEND|os.O_WRONLY, 0600)
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = f.WriteString(text)
	return err
}

func cache() error {
	// ok: go-log-file-emptied
	return os.Remove("/var/cache/unit")
}

func show() error {
	// ok: go-log-file-emptied
	return exec.Command("tail", "-n", "20", "/var/log/messages").Run()
}
