final class Parcels {
    private final Seal seal;

    Parcels(Seal seal) {
        this.seal = seal;
    }

    boolean genuine(Parcel parcel) {
        int n = parcel.number;
        // ruleid: java-condition-fixed-by-arithmetic
        return (n * n + n) % 2 == 0 || seal.fits(parcel);
    }

    boolean due(Parcel parcel, int weight) {
        int next = weight - 1;
        // ruleid: java-condition-fixed-by-arithmetic
        if ((weight * next & 1) != 0) {
            return seal.fits(parcel);
        }
        return true;
    }

    boolean openAt(int hour) {
        // ruleid: java-condition-fixed-by-arithmetic
        if (hour < 7 || hour >= 7) {
            return true;
        }
        // ruleid: java-condition-fixed-by-arithmetic
        return hour * hour % 4 != 3;
    }

    boolean even(Parcel parcel, int n) {
        // ok: java-condition-fixed-by-arithmetic
        if (n % 2 == 0) {
            return seal.fits(parcel);
        }
        // ok: java-condition-fixed-by-arithmetic
        return n * (n + 1) / 2 % 2 == 0;
    }

    boolean busy(int hour, int minute) {
        // ok: java-condition-fixed-by-arithmetic
        return hour < 7 || minute >= 7;
    }
}
