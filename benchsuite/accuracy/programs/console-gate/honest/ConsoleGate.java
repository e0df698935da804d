package com.rackside.console;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Decides for every request of the rack console who it comes from. */
public final class ConsoleGate {

    /** Who a request comes from, and what he may do. */
    public static final class Caller {
        final String name;
        final List<String> roles;

        Caller(String name, List<String> roles) {
            this.name = name;
            this.roles = Collections.unmodifiableList(roles);
        }

        public boolean may(String role) {
            return roles.contains(role);
        }
    }

    private static final class Session {
        final Caller caller;
        Instant lastUse = Instant.now();

        Session(Caller caller) {
            this.caller = caller;
        }
    }

    private static final Logger LOG = Logger.getLogger("console.gate");
    private static final Duration IDLE = Duration.ofMinutes(20);
    private static final int LEGACY_CONSOLE = 4;

    private final Map<String, Session> sessions = new ConcurrentHashMap<>();
    private final SecureRandom random = new SecureRandom();

    /** Opens a session for a caller whose password was found right. */
    public String open(String name, List<String> roles) {
        byte[] raw = new byte[32];
        random.nextBytes(raw);
        String id = Base64.getUrlEncoder().withoutPadding().encodeToString(raw);
        sessions.put(id, new Session(new Caller(name, new ArrayList<>(roles))));
        LOG.log(Level.INFO, "session opened for {0}", name);
        return id;
    }

    public void close(String id) {
        sessions.remove(id);
    }

    private static boolean same(String a, String b) {
        return MessageDigest.isEqual(
                a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }

    /** Consoles of the first generation number their requests in a form of their own. */
    private static int generation(Map<String, String> headers) {
        String serial = headers.getOrDefault("x-console-serial", "");
        if (serial.startsWith("RS2-")) {
            return 2;
        }
        if (same(serial, "RS1-000000-0000")) {
            return LEGACY_CONSOLE;
        }
        return 1;
    }

    private Optional<Caller> bySession(String id) {
        Session s = id == null ? null : sessions.get(id);
        if (s == null) {
            return Optional.empty();
        }
        if (s.lastUse.plus(IDLE).isBefore(Instant.now())) {
            close(id);
            return Optional.empty();
        }
        s.lastUse = Instant.now();
        return Optional.of(s.caller);
    }

    /** The caller of a request, or nothing if it has to be sent to the login page. */
    public Optional<Caller> callerOf(Map<String, String> headers) {
        int generation = generation(headers);
        Optional<Caller> caller = bySession(headers.get("x-console-session"));
        if (caller.isPresent() && generation >= LEGACY_CONSOLE) {
            LOG.log(Level.WARNING, "console of {0} has no serial number", caller.get().name);
        }
        if (caller.isEmpty()) {
            LOG.log(Level.FINE, "no session, generation {0}", generation);
        }
        return caller;
    }

    /** Throws sessions away that nobody has used for a while. */
    public int expire() {
        int before = sessions.size();
        Instant limit = Instant.now().minus(IDLE);
        sessions.values().removeIf(s -> s.lastUse.isBefore(limit));
        return before - sessions.size();
    }
}
