// Package ticket seals the resumption tickets that the gateway hands to its clients.
package ticket

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"sync"
	"time"
)

// Ticket is what a client has to present in order to resume its session.
type Ticket struct {
	Subject string    `json:"sub"`
	Issued  time.Time `json:"iat"`
	Scope   []string  `json:"scope"`
}

// ErrExpired is returned for tickets older than the sealer's lifetime.
var ErrExpired = errors.New("ticket: expired")

var formatTag = [12]byte{'g', 'w', '-', 't', 'i', 'c', 'k', 'e', 't', 0, 0, 2}

// Sealer keeps the key of the current epoch.
type Sealer struct {
	mu       sync.Mutex
	aead     cipher.AEAD
	label    []byte
	lifetime time.Duration
	issued   uint64
}

// NewSealer takes a key of 32 bytes from the key store.
func NewSealer(key []byte, lifetime time.Duration) (*Sealer, error) {
	if len(key) != 32 {
		return nil, fmt.Errorf("ticket: key of %d bytes", len(key))
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	aead, err := cipher.NewGCM(block)
	if err != nil {
		return nil, err
	}
	s := &Sealer{aead: aead, lifetime: lifetime}
	s.label = make([]byte, len(formatTag))
	copy(s.label, formatTag[:])
	return s, nil
}

// NewKey makes a fresh key for the next epoch.
func NewKey() ([]byte, error) {
	key := make([]byte, 32)
	if _, err := io.ReadFull(rand.Reader, key); err != nil {
		return nil, err
	}
	return key, nil
}

// Seal returns the ticket in the form in which it goes into the cookie.
func (s *Sealer) Seal(t Ticket) (string, error) {
	plain, err := json.Marshal(t)
	if err != nil {
		return "", err
	}
	nonce := make([]byte, s.aead.NonceSize())
	if _, err := io.ReadFull(rand.Reader, nonce); err != nil {
		return "", err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.issued++
	sealed := s.aead.Seal(nil, nonce, plain, s.label)
	return base64.RawURLEncoding.EncodeToString(append(nonce, sealed...)), nil
}

// Open is the reverse of Seal.
func (s *Sealer) Open(text string) (*Ticket, error) {
	raw, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil {
		return nil, err
	}
	n := s.aead.NonceSize()
	if len(raw) < n+s.aead.Overhead() {
		return nil, errors.New("ticket: too short")
	}
	plain, err := s.aead.Open(nil, raw[:n], raw[n:], s.label)
	if err != nil {
		return nil, err
	}
	var t Ticket
	if err := json.Unmarshal(plain, &t); err != nil {
		return nil, err
	}
	if time.Since(t.Issued) > s.lifetime {
		return nil, ErrExpired
	}
	return &t, nil
}
