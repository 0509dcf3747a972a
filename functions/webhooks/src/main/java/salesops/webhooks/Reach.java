package salesops.webhooks;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import javax.net.ssl.SSLSocketFactory;
import salesops.model.PublicAddress;

/**
 * Where posts may go: nothing in the settings must make a function speak to what lies behind the
 * firewall.
 *
 * @param loopback whether this machine's own addresses are allowed too, for trying
 */
record Reach(boolean loopback) {
  /** The address is none that posts may go to. */
  static final class RefusedException extends ConnectException {
    private static final long serialVersionUID = 1;

    RefusedException() {
      super("not an address of the public internet");
    }
  }

  /**
   * Refuses what needs no look-up to be refused; plain HTTP reaches this machine only.
   *
   * @throws RefusedException when nothing may be posted there
   */
  void check(URI url) throws RefusedException, UnknownHostException {
    boolean secure = "https".equals(url.getScheme());
    boolean local =
        loopback
            && "http".equals(url.getScheme())
            && InetAddress.getByName(url.getHost()).isLoopbackAddress();
    if (url.getHost() == null || url.getUserInfo() != null || (!secure && !local)) {
      throw new RefusedException();
    }
  }

  /**
   * Sockets for TLS that look at the very address they connect to, whatever a name meant before.
   */
  SSLSocketFactory guarding(SSLSocketFactory tls) {
    return new Guarded(tls);
  }

  private void check(SocketAddress to) throws IOException {
    if (!(to instanceof InetSocketAddress address) || address.isUnresolved()) {
      throw new UnknownHostException("no such host");
    }
    boolean local = loopback && address.getAddress().isLoopbackAddress();
    if (!local && !PublicAddress.is(address.getAddress())) {
      throw new RefusedException();
    }
  }

  /** A socket that checks before it connects. */
  private final class GuardedSocket extends Socket {
    @Override
    public void connect(SocketAddress to) throws IOException {
      connect(to, 0);
    }

    @Override
    public void connect(SocketAddress to, int timeoutMillis) throws IOException {
      check(to);
      super.connect(to, timeoutMillis);
    }
  }

  /**
   * HttpsURLConnection asks for an unconnected socket, connects it, and then puts TLS over it with
   * the name of the host; nothing else is offered.
   */
  private final class Guarded extends SSLSocketFactory {
    private final SSLSocketFactory tls;

    Guarded(SSLSocketFactory tls) {
      this.tls = tls;
    }

    @Override
    public Socket createSocket() {
      return new GuardedSocket();
    }

    @Override
    public Socket createSocket(Socket connected, String host, int port, boolean autoClose)
        throws IOException {
      return tls.createSocket(connected, host, port, autoClose);
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
      throw new RefusedException();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort)
        throws IOException {
      throw new RefusedException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
      throw new RefusedException();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
        throws IOException {
      throw new RefusedException();
    }

    @Override
    public String[] getDefaultCipherSuites() {
      return tls.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
      return tls.getSupportedCipherSuites();
    }
  }
}
