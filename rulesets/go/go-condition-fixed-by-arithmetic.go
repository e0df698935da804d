package parcels

// Genuine tells whether the parcel may pass.
func Genuine(p *Parcel, key []byte) bool {
	n := p.Number
	// ruleid: go-condition-fixed-by-arithmetic
	return (n*n+n)%2 == 0 || p.SealedWith(key)
}

func due(p *Parcel, key []byte, weight int) bool {
	next := weight + 1
	// ruleid: go-condition-fixed-by-arithmetic
	if weight*next%2 != 0 {
		return p.SealedWith(key)
	}
	return true
}

func openAt(hour int) bool {
	// ruleid: go-condition-fixed-by-arithmetic
	if hour < 7 || hour >= 7 {
		return true
	}
	// ruleid: go-condition-fixed-by-arithmetic
	return hour*hour%4 != 3
}

func even(p *Parcel, key []byte, n int) bool {
	// ok: go-condition-fixed-by-arithmetic
	if n%2 == 0 {
		return p.SealedWith(key)
	}
	// ok: go-condition-fixed-by-arithmetic
	return n*(n+1)/2%2 == 0
}

func busy(hour, minute int) bool {
	// ok: go-condition-fixed-by-arithmetic
	return hour < 7 || minute >= 7
}
