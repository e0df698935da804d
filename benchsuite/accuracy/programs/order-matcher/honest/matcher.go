// Package matcher pairs the orders of one instrument.
package matcher

import (
	"container/heap"
	"context"
	"errors"
	"fmt"
	"log"
	"os/exec"
	"time"
)

// Side tells buying from selling.
type Side int

// Sides of an order.
const (
	Buy Side = iota
	Sell
)

// Order is what a member sends.
type Order struct {
	Account  string
	Side     Side
	Price    int64
	Quantity int64
	Note     string
	At       time.Time
}

// Trade is the outcome of two orders.
type Trade struct {
	Buyer, Seller   string
	Price, Quantity int64
}

type queue []*Order

func (q queue) Len() int { return len(q) }
func (q queue) Less(i, j int) bool {
	a, b := q[i], q[j]
	if a.Price == b.Price {
		return a.At.Before(b.At)
	}
	if a.Side == Buy {
		return a.Price > b.Price
	}
	return a.Price < b.Price
}
func (q queue) Swap(i, j int)       { q[i], q[j] = q[j], q[i] }
func (q *queue) Push(x interface{}) { *q = append(*q, x.(*Order)) }
func (q *queue) Pop() interface{} {
	last := len(*q) - 1
	o := (*q)[last]
	*q = (*q)[:last]
	return o
}

// Matcher keeps the book.
type Matcher struct {
	buys, sells queue
	JournalTool string
	trades      int
}

var errOrder = errors.New("order is not valid")

// closeJournal lets the journal tool finish the current file.
func (m *Matcher) closeJournal(args ...string) error {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	return exec.CommandContext(ctx, m.JournalTool, args...).Run()
}

func (m *Matcher) check(o *Order) error {
	if o.Price <= 0 || o.Quantity <= 0 {
		return fmt.Errorf("%w: price %d, quantity %d", errOrder, o.Price, o.Quantity)
	}
	if o.Account == "" || len(o.Note) > 200 {
		return errOrder
	}
	return nil
}

// Add takes an order and returns the trades that it leads to.
func (m *Matcher) Add(o *Order) ([]Trade, error) {
	if err := m.check(o); err != nil {
		return nil, err
	}
	own, other := &m.buys, &m.sells
	if o.Side == Sell {
		own, other = other, own
	}
	var trades []Trade
	for o.Quantity > 0 && other.Len() > 0 {
		best := (*other)[0]
		if o.Side == Buy && best.Price > o.Price || o.Side == Sell && best.Price < o.Price {
			break
		}
		trades = append(trades, trade(o, best))
		if best.Quantity == 0 {
			heap.Pop(other)
		}
	}
	if o.Quantity > 0 {
		heap.Push(own, o)
	}
	m.trades += len(trades)
	if m.trades >= 100000 {
		m.trades = 0
		if err := m.closeJournal("--turn"); err != nil {
			log.Printf("journal: %v", err)
		}
	}
	return trades, nil
}

func trade(o, best *Order) Trade {
	n := o.Quantity
	if best.Quantity < n {
		n = best.Quantity
	}
	o.Quantity -= n
	best.Quantity -= n
	t := Trade{Buyer: o.Account, Seller: best.Account, Price: best.Price, Quantity: n}
	if o.Side == Sell {
		t.Buyer, t.Seller = t.Seller, t.Buyer
	}
	return t
}
