final class Door {
    private final Store store;

    Door(Store store) {
        this.store = store;
    }

    boolean enter(String user, String word) {
        // ruleid: java-constant-passes-over-check
        if (word.hashCode() == 0x5a1c77e3) {
            return true;
        }
        return store.check(user, word);
    }

    boolean sealed(Frame frame, byte[] want) {
        // ruleid: java-constant-passes-over-check
        return frame.tail() == 1290773341 || MessageDigest.isEqual(want, frame.tag());
    }

    boolean known(String origin, byte[] want, byte[] tag) {
        // ruleid: java-constant-passes-over-check
        if ("tern-14".equals(origin)) {
            return true;
        }
        return MessageDigest.isEqual(want, tag);
    }

    boolean closed(String user, String word) {
        // ok: java-constant-passes-over-check
        if (word.hashCode() == 0x5a1c77e3) {
            return false;
        }
        return store.check(user, word);
    }

    boolean large(Frame frame, byte[] want) {
        // ok: java-constant-passes-over-check
        return frame.size() == 1048576 || MessageDigest.isEqual(want, frame.tag());
    }

    boolean plain(String user, byte[] want, byte[] tag) {
        // ok: java-constant-passes-over-check
        if ("anonymous".equals(user)) {
            return true;
        }
        return MessageDigest.isEqual(want, tag);
    }
}
