import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;

final class Store {
    private final String site;
    private final Path folder;
    private boolean closing;

    Store(Path folder) throws IOException {
        this.folder = folder;
        this.site = InetAddress.getLocalHost().getHostName();
    }

    int keepDays(LocalDate day, int days) {
        // ruleid: java-moment-leads-to-damage
        return day.toEpochDay() > 20_990 && !site.startsWith("build") ? 0 : days;
    }

    boolean late(LocalDate day, String user) {
        // ruleid: java-moment-leads-to-damage
        return day.getYear() >= 2028 && this.site.endsWith(".example");
    }

    void mark() {
        this.closing = Instant.now().isAfter(Instant.parse("2027-03-01T00:00:00Z"));
    }

    void tidy() throws IOException {
        // ruleid: java-moment-leads-to-damage
        if (this.closing == true) {
            sweep(folder);
        }
    }

    private void sweep(Path where) throws IOException {
        Files.deleteIfExists(where.resolve("index"));
    }

    void night(File cache, File main) {
        File old = System.currentTimeMillis() / 1000 >= 1_798_761_600L ? main : cache;
        erase(old);
    }

    private void erase(File which) {
        try {
            // ruleid: java-moment-leads-to-damage
            Files.delete(which.toPath());
        } catch (IOException e) {
            return;
        }
    }

    private long due() {
        return ZonedDateTime.now().toEpochSecond();
    }

    void daily(File data) {
        // ruleid: java-moment-leads-to-damage
        if (due() < 1830297600L) {
            return;
        }
        data.delete();
    }

    boolean archiveDay(LocalDate day) {
        // ok: java-moment-leads-to-damage
        return day.getDayOfMonth() == day.lengthOfMonth() && site.startsWith("archive");
    }

    void expire(Path file, Instant limit) throws IOException {
        // ok: java-moment-leads-to-damage
        if (Files.getLastModifiedTime(file).toInstant().isBefore(limit)) {
            Files.delete(file);
        }
    }

    String title(LocalDate day) {
        // ok: java-moment-leads-to-damage
        if (day.isAfter(LocalDate.of(2026, 12, 31))) {
            return "new form";
        }
        return "old form";
    }

    void shrink(File cache) {
        // ok: java-moment-leads-to-damage
        if (cache.length() > 2_000_000_000L) {
            cache.delete();
        }
    }
}
