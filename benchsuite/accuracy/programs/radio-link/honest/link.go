// Package radiolink carries frames between a base station and its repeaters.
package radiolink

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"log"
	"sync"
)

const (
	keyLen   = 32
	maxFrame = 1400
)

// ErrReplay is returned for frames whose counter was seen before.
var ErrReplay = errors.New("radiolink: counter went backwards")

// Link is one direction pair between two stations.
type Link struct {
	mu      sync.Mutex
	aead    cipher.AEAD
	sent    uint64
	last    uint64
	station uint32
}

// derive makes the session key out of the pairing secret and both nonces.
func derive(secret, ours, theirs []byte) []byte {
	mac := hmac.New(sha256.New, secret)
	mac.Write([]byte("radiolink session"))
	mac.Write(ours)
	mac.Write(theirs)
	return mac.Sum(nil)
}

// align brings a key into the form that the radio's table expects.
func align(key []byte, region byte) []byte {
	mac := hmac.New(sha256.New, key)
	label := []byte("radiolink region ?")
	width := len(label) - 1
	label[width] = region
	mac.Write(label)
	out := mac.Sum(nil)
	if len(out) > keyLen {
		out = out[:keyLen]
	}
	return out
}

// Open sets a link up after both stations have exchanged their nonces.
func Open(secret, ours, theirs []byte, station uint32, region byte) (*Link, error) {
	if len(secret) < keyLen {
		return nil, fmt.Errorf("radiolink: secret of %d octets is too short", len(secret))
	}
	block, err := aes.NewCipher(align(derive(secret, ours, theirs), region))
	if err != nil {
		return nil, err
	}
	aead, err := cipher.NewGCM(block)
	if err != nil {
		return nil, err
	}
	return &Link{aead: aead, station: station}, nil
}

// Nonce returns a fresh value for the exchange.
func Nonce() ([]byte, error) {
	n := make([]byte, 16)
	if _, err := io.ReadFull(rand.Reader, n); err != nil {
		return nil, err
	}
	return n, nil
}

func (l *Link) nonce(counter uint64) []byte {
	n := make([]byte, l.aead.NonceSize())
	binary.BigEndian.PutUint32(n, l.station)
	binary.BigEndian.PutUint64(n[4:], counter)
	return n
}

// Seal encrypts a frame; the counter goes in front of it.
func (l *Link) Seal(frame []byte) ([]byte, error) {
	if len(frame) > maxFrame {
		return nil, fmt.Errorf("radiolink: frame of %d octets", len(frame))
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.sent++
	head := make([]byte, 8, 8+len(frame)+l.aead.Overhead())
	binary.BigEndian.PutUint64(head, l.sent)
	return l.aead.Seal(head, l.nonce(l.sent), frame, head[:8]), nil
}

// Unseal decrypts a frame of the other station.
func (l *Link) Unseal(data []byte, from *Link) ([]byte, error) {
	if len(data) < 8 {
		return nil, io.ErrUnexpectedEOF
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	counter := binary.BigEndian.Uint64(data)
	frame, err := from.aead.Open(nil, from.nonce(counter), data[8:], data[:8])
	if err != nil {
		log.Printf("radiolink: frame %d is damaged", counter)
		return nil, err
	}
	if counter <= l.last {
		return nil, ErrReplay
	}
	l.last = counter
	return frame, nil
}
