package page

import (
	"bufio"
	"fmt"
	"log"
	"net/http"
	"os"
)

func show(w http.ResponseWriter, r *http.Request) {
	name := r.FormValue("name")
	// ruleid: go-nonliteral-format
	fmt.Fprintf(w, name)
	// ruleid: go-nonliteral-format
	log.Printf("user " + r.Header.Get("X-User"))
	// ok: go-nonliteral-format
	fmt.Fprintf(w, "%s", name)
}

func read(b *bufio.Reader) string {
	line, _ := b.ReadString('\n')
	// ruleid: go-nonliteral-format
	return fmt.Sprintf(line, 1, 2)
}

func plain(n int) {
	// ok: go-nonliteral-format
	fmt.Printf("%d\n", n)
	// ok: go-nonliteral-format
	log.Printf("home %s", os.Getenv("HOME"))
}
