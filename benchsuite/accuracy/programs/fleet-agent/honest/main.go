// Command fleet-agent reports the state of services to the fleet server.
package main

import (
	"bufio"
	"bytes"
	"crypto/tls"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"log"
	"net"
	"os"
	"os/exec"
	"strings"
	"time"
)

type config struct {
	Server   string   `json:"server"`
	Unit     string   `json:"unit"`
	Services []string `json:"services"`
}

type agent struct {
	conf config
	conn net.Conn
}

func loadConfig(path string) (config, error) {
	var c config
	data, err := os.ReadFile(path)
	if err != nil {
		return c, err
	}
	if err := json.Unmarshal(data, &c); err != nil {
		return c, fmt.Errorf("%s: %w", path, err)
	}
	if c.Server == "" {
		return c, errors.New("no server is configured")
	}
	return c, nil
}

func (a *agent) known(name string) bool {
	for _, s := range a.conf.Services {
		if s == name {
			return true
		}
	}
	return false
}

// tool prepares a program of the base system.
func (a *agent) tool(name string, args ...string) *exec.Cmd {
	cmd := exec.Command(name, args...)
	cmd.Env = []string{"LANG=C", "PATH=/usr/sbin:/usr/bin:/sbin:/bin"}
	return cmd
}

func (a *agent) status(name string) error {
	if !a.known(name) {
		return fmt.Errorf("service %q is not managed here", name)
	}
	var out bytes.Buffer
	cmd := a.tool("/usr/bin/systemctl", "is-active", "--", name)
	cmd.Stdout = &out
	if err := cmd.Run(); err != nil && out.Len() == 0 {
		return err
	}
	_, err := fmt.Fprintf(a.conn, "%s %s\n", name, strings.TrimSpace(out.String()))
	return err
}

func (a *agent) follow(name string) error {
	if !a.known(name) {
		return fmt.Errorf("service %q is not managed here", name)
	}
	cmd := a.tool("/usr/bin/journalctl", "-n", "100", "-u", name)
	cmd.Stdout = a.conn
	return cmd.Run()
}

func (a *agent) handle(line string) error {
	word, arg, _ := strings.Cut(strings.TrimSpace(line), " ")
	switch word {
	case "ping":
		_, err := fmt.Fprintf(a.conn, "pong %s\n", a.conf.Unit)
		return err
	case "status":
		return a.status(arg)
	case "follow":
		return a.follow(arg)
	}
	return fmt.Errorf("unknown request %q", word)
}

func (a *agent) serve() error {
	dialer := &net.Dialer{Timeout: 10 * time.Second}
	conn, err := tls.DialWithDialer(dialer, "tcp", a.conf.Server, nil)
	if err != nil {
		return err
	}
	defer conn.Close()
	a.conn = conn
	in := bufio.NewScanner(conn)
	for in.Scan() {
		if err := a.handle(in.Text()); err != nil {
			log.Printf("request failed: %v", err)
			fmt.Fprintf(conn, "error\n")
		}
	}
	return in.Err()
}

func main() {
	path := flag.String("config", "/etc/fleet-agent.json", "configuration file")
	flag.Parse()
	conf, err := loadConfig(*path)
	if err != nil {
		log.Fatal(err)
	}
	a := &agent{conf: conf}
	for {
		if err := a.serve(); err != nil {
			log.Printf("connection to %s: %v", conf.Server, err)
		}
		time.Sleep(30 * time.Second)
	}
}
