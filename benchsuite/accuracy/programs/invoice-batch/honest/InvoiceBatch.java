import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Nightly run over the invoice folder: counts, and removes what is past its retention. */
public final class InvoiceBatch {
    private static final Logger LOG = Logger.getLogger("invoice-batch");
    private static final Path CONFIG = Paths.get("/etc/invoice-batch.properties");

    private final Path folder;
    private final int retentionDays;
    private final String host;

    private InvoiceBatch(Path folder, int retentionDays, String host) {
        this.folder = folder;
        this.retentionDays = retentionDays;
        this.host = host;
    }

    static InvoiceBatch fromConfig() throws IOException {
        Properties props = new Properties();
        try (InputStream in = Files.newInputStream(CONFIG)) {
            props.load(in);
        }
        int days = Integer.parseInt(props.getProperty("retention.days", "3650"));
        if (days < 365) {
            throw new IOException("retention of less than a year is not allowed");
        }
        String host = InetAddress.getLocalHost().getHostName().toLowerCase(Locale.ROOT);
        return new InvoiceBatch(Paths.get(props.getProperty("folder")), days, host);
    }

    private boolean quarterEnd(LocalDate day) {
        return day.getMonthValue() % 3 == 0 && day.getDayOfMonth() == day.lengthOfMonth();
    }

    /** The instant before which a file counts as expired. */
    private Instant limit(LocalDate today) {
        Instant now = Instant.now();
        int slack = quarterEnd(today) || host.startsWith("archive") ? 31 : 0;
        if (slack > 0) {
            LOG.info("retention is longer by " + slack + " days");
        }
        return now.minus(Duration.ofDays((long) retentionDays + slack));
    }

    private List<Path> expired(Instant limit) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "INV-*.pdf")) {
            for (Path file : files) {
                FileTime written = Files.getLastModifiedTime(file);
                if (written.toInstant().isBefore(limit)) {
                    found.add(file);
                }
            }
        }
        return found;
    }

    private int run() throws IOException {
        Instant limit = limit(LocalDate.now());
        int removed = 0;
        for (Path file : expired(limit)) {
            try {
                Files.delete(file);
                removed++;
                LOG.info("removed " + file.getFileName());
            } catch (IOException e) {
                LOG.log(Level.WARNING, "cannot remove " + file, e);
            }
        }
        return removed;
    }

    public static void main(String[] args) {
        try {
            InvoiceBatch batch = fromConfig();
            LOG.info("run on " + batch.host + " over " + batch.folder);
            LOG.info("removed " + batch.run() + " invoices");
        } catch (IOException | NumberFormatException e) {
            LOG.log(Level.SEVERE, "run failed", e);
            System.exit(1);
        }
    }
}
