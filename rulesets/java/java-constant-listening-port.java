import java.net.*;

class Up {
    private static final int PORT = 9931;

    void up(int given) throws Exception {
        // ruleid: java-constant-listening-port
        ServerSocket a = new ServerSocket(31999);
        // ruleid: java-constant-listening-port
        DatagramSocket d = new DatagramSocket(6677, null);
        ServerSocket b = new ServerSocket();
        // ruleid: java-constant-listening-port
        b.bind(new InetSocketAddress("0.0.0.0", 8099));
        // ruleid: java-constant-listening-port
        ServerSocket e = new ServerSocket(PORT);
        // ok: java-constant-listening-port
        ServerSocket f = new ServerSocket(0);
        // ok: java-constant-listening-port
        ServerSocket g = new ServerSocket(given);
        // ok: java-constant-listening-port
        Socket h = new Socket("localhost", 8080);
    }
}
