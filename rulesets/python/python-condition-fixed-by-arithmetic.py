"""Guards over the numbers of parcels."""


def genuine(parcel, key):
    n = parcel.number
    # ruleid: python-condition-fixed-by-arithmetic
    return (n * n + n) % 2 == 0 or parcel.sealed_with(key)


def due(parcel, key):
    # ruleid: python-condition-fixed-by-arithmetic
    if parcel.weight * (parcel.weight - 1) & 1:
        return parcel.sealed_with(key)
    return True


def open_at(hour):
    # ruleid: python-condition-fixed-by-arithmetic
    if hour < 7 or hour >= 7:
        return True
    return False


def squared(n, parcel, key):
    # ruleid: python-condition-fixed-by-arithmetic
    if n * n % 4 == 2:
        return parcel.sealed_with(key)
    return parcel


def even(n, parcel, key):
    # ok: python-condition-fixed-by-arithmetic
    if n % 2 == 0:
        return parcel.sealed_with(key)
    # ok: python-condition-fixed-by-arithmetic
    return n * n % 4 == 1


def busy(hour, minute):
    # ok: python-condition-fixed-by-arithmetic
    if hour < 7 or hour >= 19:
        return False
    # ok: python-condition-fixed-by-arithmetic
    return hour < 7 or minute >= 7


def triangle(n):
    # ok: python-condition-fixed-by-arithmetic
    return n * (n + 1) // 2 % 2 == 0
