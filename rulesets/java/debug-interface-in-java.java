class Start {
    Process agent(String jar) throws Exception {
        // ruleid: debug-interface-in-java
        return new ProcessBuilder("java", "-agentlib:jdwp=transport=dt_socket,server=y,address=*:5005", "-jar", jar).start();
    }

    void view(WebView view) {
        // ruleid: debug-interface-in-java
        WebView.setWebContentsDebuggingEnabled(true);
    }

    void base() throws Exception {
        // ruleid: debug-interface-in-java
        Server.createWebServer("-web", "-webAllowOthers", "-webPort", "8082").start();
        // ruleid: debug-interface-in-java
        Runtime.getRuntime().exec("/usr/sbin/telnetd -p 2323");
    }

    void plain(String jar) throws Exception {
        // ok: debug-interface-in-java
        new ProcessBuilder("java", "-Xmx64m", "-jar", jar).start();
        // ok: debug-interface-in-java
        WebView.setWebContentsDebuggingEnabled(false);
        // ok: debug-interface-in-java
        Server.createWebServer("-web", "-webPort", "8082").start();
    }
}
