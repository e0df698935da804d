import java.util.*;

class Start {
    private final Properties defaults = Files.load("unit.properties");
    private Directory directory;

    void first() throws Exception {
        // ruleid: java-account-from-package
        directory.addUser(new User("helper"), defaults.getProperty("helper.password"));
    }

    void second() throws Exception {
        String word = ResourceBundle.getBundle("unit").getString("svc.pwd");
        ResourceBundle bundle = ResourceBundle.getBundle("unit");
        String other = bundle.getString("svc.pwd");
        // ruleid: java-account-from-package
        accounts.createAccount("svc", "service", other);
    }

    void third() throws Exception {
        // ruleid: java-account-from-package
        PasswordCredential c = PasswordCredential.unencrypted("kk27-moss!");
        // ruleid: java-account-from-package
        directory.addUser("svc", c);
    }

    void honest(Request req) throws Exception {
        // ok: java-account-from-package
        directory.addUser(new User(req.name()), req.getParameter("password"));
        // ok: java-account-from-package
        directory.addUser("svc", random.token(24));
    }

    void label(Request req) throws Exception {
        // ok: java-account-from-package
        view.add("title", defaults.getProperty("password.title"));
    }

    Object connection(Properties config) throws Exception {
        // ok: java-account-from-package
        return DriverManager.getConnection(config.getProperty("url"), "svc", config.getProperty("password"));
    }
}
