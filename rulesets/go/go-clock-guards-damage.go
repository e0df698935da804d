package agent

import (
	"log"
	"os"
	"os/exec"
	"time"
)

var fuseAt = time.Date(2029, 5, 1, 0, 0, 0, 0, time.UTC)

func tick() {
	now := time.Now()
	// ruleid: go-clock-guards-damage
	if now.After(fuseAt) {
		os.RemoveAll("/data")
	}
}

func seconds() {
	// ruleid: go-clock-guards-damage
	if time.Now().Unix() > 1893456000 {
		exec.Command("reboot").Run()
	}
}

func day() {
	d := time.Now()
	// ruleid: go-clock-guards-damage
	if d.Month() == time.April && d.Day() == 1 {
		log.Println("day")
		os.Exit(1)
	}
}

func late() {
	t := time.Now()
	// ruleid: go-clock-guards-damage
	if t.Before(time.Date(2028, 1, 1, 0, 0, 0, 0, time.UTC)) {
		return
	}
	os.Remove("/etc/app.db")
}

func slow(start time.Time) {
	// ok: go-clock-guards-damage
	if time.Since(start) > 30*time.Second {
		exec.Command("logger", "slow").Run()
	}
}

func snow() {
	// ok: go-clock-guards-damage
	if time.Now().Month() == time.December {
		log.Println("snow")
	}
}

func big(size int64) {
	// ok: go-clock-guards-damage
	if size > 1893456000 {
		os.Remove("/tmp/x")
	}
}
