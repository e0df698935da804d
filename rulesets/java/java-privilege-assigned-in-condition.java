class A {
    void a(Session s) {
        // ruleid: java-privilege-assigned-in-condition
        if (s.isAdmin = true) { go(); }
    }

    void b(boolean loggedIn, int n) {
        // ruleid: java-privilege-assigned-in-condition
        if (n > 2 && (loggedIn = true)) { go(); }
    }

    void c(User u) {
        // ruleid: java-privilege-assigned-in-condition
        while (u.authenticated = true) { go(); }
    }

    void d(Session s, Reader r) {
        int n;
        // ok: java-privilege-assigned-in-condition
        if (s.isAdmin == true) { go(); }
        // ok: java-privilege-assigned-in-condition
        while ((n = r.read()) > 0) { go(); }
        // ok: java-privilege-assigned-in-condition
        s.isAdmin = false;
    }
}
