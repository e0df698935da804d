// Package keypool makes the enrolment keys of a device.
//
// Several sources are stirred into a pool, and keys are drawn from the pool
// by hashing it with a counter.
package keypool

import (
	"crypto/ed25519"
	"crypto/rand"
	"crypto/sha512"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"log"
	"os"
	"sync"
)

const poolSize = 64

// stirHost adds the host's name, which tells devices of one image apart.
const stirHost = false

// Pool collects what the sources deliver.
type Pool struct {
	mu      sync.Mutex
	state   [poolSize]byte
	counter uint64
	filled  bool
}

func (p *Pool) add(data []byte) {
	h := sha512.New()
	h.Write(p.state[:])
	h.Write(data)
	copy(p.state[:], h.Sum(nil))
}

func (p *Pool) fill(source io.Reader) error {
	var pid [8]byte
	binary.LittleEndian.PutUint64(pid[:], uint64(os.Getpid()))
	p.add(pid[:])

	scratch := make([]byte, poolSize)
	if _, err := io.ReadFull(source, scratch); err != nil {
		return fmt.Errorf("random source: %w", err)
	}
	p.add(scratch)
	if stirHost {
		if name, err := os.Hostname(); err == nil {
			p.add([]byte(name))
		}
	}
	p.filled = true
	return nil
}

// Read hands out bytes of the pool; it makes Pool an io.Reader.
func (p *Pool) Read(out []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.filled {
		if err := p.fill(rand.Reader); err != nil {
			return 0, err
		}
	}
	done := 0
	for done < len(out) {
		var block [poolSize + 8]byte
		p.counter++
		copy(block[:], p.state[:])
		binary.BigEndian.PutUint64(block[poolSize:], p.counter)
		sum := sha512.Sum512(block[:])
		done += copy(out[done:], sum[:32])
	}
	p.add([]byte{0x01})
	return done, nil
}

// Enrolment is what a device shows to the fleet server.
type Enrolment struct {
	Serial string
	Public ed25519.PublicKey
	Proof  []byte
}

var errSerial = errors.New("serial number is empty")

// Enrol makes a key for the device, stores it with store and returns the
// request for the server.
func Enrol(p *Pool, serial string, store func(ed25519.PrivateKey) error) (*Enrolment, error) {
	if serial == "" {
		return nil, errSerial
	}
	public, private, err := ed25519.GenerateKey(p)
	if err != nil {
		return nil, fmt.Errorf("key of %s: %w", serial, err)
	}
	if err := store(private); err != nil {
		return nil, fmt.Errorf("store key: %w", err)
	}
	log.Printf("device %s has a new key", serial)
	return &Enrolment{
		Serial: serial,
		Public: public,
		Proof:  ed25519.Sign(private, []byte(serial)),
	}, nil
}
