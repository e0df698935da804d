package main

import (
	"net/http"
	// ruleid: profiler-on-network
	_ "net/http/pprof"
	"os/exec"

	// ok: profiler-on-network
	_ "embed"
)

func routes(mux *http.ServeMux) {
	// ruleid: profiler-on-network
	mux.HandleFunc("/debug/pprof/heap", heap)
	// ok: profiler-on-network
	mux.HandleFunc("/status", status)
}

func attach(pid string) error {
	// ruleid: profiler-on-network
	return exec.Command("dlv", "attach", pid, "--headless").Start()
}

func stop(pid string) error {
	// ok: profiler-on-network
	return exec.Command("kill", pid).Run()
}
