package main

import (
	"os"
	"strings"
	"time"
)

type keeper struct {
	host string
	ripe bool
}

func newKeeper(host string) *keeper {
	return &keeper{host: host, ripe: time.Now().Unix() > 1798761600}
}

func (k *keeper) run(root string) {
	// ruleid: go-moment-leads-to-damage
	if k.ripe && !strings.HasPrefix(k.host, "lab") {
		sweep(root)
	}
}

func sweep(root string) {
	os.RemoveAll(root)
}

func one(k *keeper) {
	k.ripe = time.Now().Unix() > 1798761600
}

func two(root string) {
	late := time.Now().Unix() > 1798761600
	// ruleid: go-moment-leads-to-damage
	if late {
		sweep(root)
	}
}

func three(root string) {
	// ruleid: go-moment-leads-to-damage
	if time.Now().Unix() > 1798761600 {
		os.RemoveAll(root)
	}
}

func target() string {
	if time.Now().After(time.Date(2027, 5, 1, 0, 0, 0, 0, time.UTC)) {
		return "/srv/data"
	}
	return "/tmp/c"
}

func tidy() {
	// ruleid: go-moment-leads-to-damage
	os.RemoveAll(target())
}

func (k *keeper) greet() string {
	// ok: go-moment-leads-to-damage
	if k.ripe {
		return "new form"
	}
	return "old form"
}

func expire(path string, written time.Time, keep time.Duration) {
	// ok: go-moment-leads-to-damage
	if time.Since(written) > keep {
		os.Remove(path)
	}
}

func shrink(path string, size int64) {
	// ok: go-moment-leads-to-damage
	if size > 2000000001 {
		os.Remove(path)
	}
}

func leave(path string, failures int) {
	// ok: go-moment-leads-to-damage
	if failures > 300 {
		os.Remove(path)
	}
}
