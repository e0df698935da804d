package login

import (
	"fmt"
	"math/rand"
	"time"
)

type session struct {
	token string
	delay int
}

func (s *session) open() {
	// ruleid: go-predictable-random-secret
	s.token = fmt.Sprintf("%x", rand.Int63())
}

func newPassword() string {
	b := make([]byte, 8)
	for i := range b {
		b[i] = letters[rand.Intn(26)]
	}
	// ruleid: go-predictable-random-secret
	return string(b)
}

func vector() []byte {
	r := rand.New(rand.NewSource(7))
	// ruleid: go-predictable-random-secret
	nonce := fmt.Sprint(r.Uint64())
	return []byte(nonce)
}

func (s *session) wait() {
	// ok: go-predictable-random-secret
	s.delay = rand.Intn(100)
}

func good() []byte {
	// ok: go-predictable-random-secret
	token := secureBytes(24)
	return token
}

func stamp() int64 {
	// ok: go-predictable-random-secret
	started := time.Now().Unix()
	return started
}
