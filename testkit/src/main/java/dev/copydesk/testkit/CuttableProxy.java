package dev.copydesk.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A TCP proxy on loopback that a test can cut, close to newcomers, silence, or slow down.
 *
 * <p>Fit for the registry and for HTTP. A Kafka client leaves it after its first answer, which
 * names the broker's own address, unless the broker advertises the proxy's: {@link
 * ReplicatedCluster}.
 */
public final class CuttableProxy implements AutoCloseable {

  /** Which way data goes. */
  public enum Direction {
    /** From who connects to the target. */
    THERE,
    /** From the target to who connects. */
    BACK
  }

  private static final int BUFFER_BYTES = 16 * 1024;

  private final InetSocketAddress target;
  private final ServerSocket server;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile boolean refusing;
  private volatile Duration delay = Duration.ZERO;
  private volatile Duration closing = Duration.ZERO;
  private final Set<Direction> held = EnumSet.noneOf(Direction.class);

  private CuttableProxy(InetSocketAddress target, ServerSocket server) {
    this.target = target;
    this.server = server;
  }

  /** Starts a proxy to a target, at a port of its own. */
  public static CuttableProxy to(String host, int port) {
    try {
      var proxy =
          new CuttableProxy(
              new InetSocketAddress(host, port),
              new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
      Thread.ofVirtual().name("proxy-accept").start(proxy::accept);
      return proxy;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The port to connect to. */
  public int port() {
    return server.getLocalPort();
  }

  /** Cuts every open connection; new ones are let through. */
  public void cut() {
    open.forEach(CuttableProxy::reset);
  }

  /** Cuts every open connection and every new one, until {@link #admit}. */
  public void refuse() {
    refusing = true;
    cut();
  }

  /** Lets connections through again. */
  public void admit() {
    refusing = false;
  }

  /** Holds back each piece of data, in both directions, by this time from now on. */
  public void delay(Duration time) {
    delay = time;
  }

  /** Tells one side of a connection only after this time that the other has ended it. */
  public void closeLate(Duration time) {
    closing = time;
  }

  /** Lets nothing through in this direction until {@link #release}; connections stay open. */
  public synchronized void hold(Direction direction) {
    held.add(direction);
  }

  /** Lets through what was held, and all that comes. */
  public synchronized void release() {
    held.clear();
    notifyAll();
  }

  private synchronized void awaitRelease(Direction direction) throws InterruptedException {
    while (held.contains(direction)) {
      wait();
    }
  }

  @Override
  public void close() {
    refusing = true;
    release();
    try {
      server.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } finally {
      cut();
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        var client = server.accept();
        Thread.ofVirtual().name("proxy-connect").start(() -> connect(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void connect(Socket client) {
    open.add(client);
    var upstream = new Socket();
    open.add(upstream);
    try {
      if (refusing) {
        throw new IOException("refused");
      }
      upstream.connect(target);
      client.setTcpNoDelay(true);
      upstream.setTcpNoDelay(true);
      Thread.ofVirtual().name("proxy-there").start(() -> pump(client, upstream, Direction.THERE));
      Thread.ofVirtual().name("proxy-back").start(() -> pump(upstream, client, Direction.BACK));
      // Whoever refused while this one was connecting did not see it yet.
      if (refusing) {
        throw new IOException("refused");
      }
    } catch (IOException refused) {
      discard(client, upstream);
    }
  }

  private void pump(Socket from, Socket to, Direction direction) {
    try {
      var ended = copy(from, to, direction);
      // The delay is the fault itself: nothing is waited for.
      Thread.sleep(closing);
      if (ended) {
        to.shutdownOutput();
      }
      if (!ended || from.isOutputShutdown()) {
        discard(from, to);
      }
    } catch (IOException cut) {
      discard(from, to);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      discard(from, to);
    }
  }

  /** Whether the sender came to its end; otherwise the connection broke. */
  private boolean copy(Socket from, Socket to, Direction direction) throws InterruptedException {
    var buffer = new byte[BUFFER_BYTES];
    try {
      var in = from.getInputStream();
      var out = to.getOutputStream();
      for (var read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        Thread.sleep(delay);
        awaitRelease(direction);
        out.write(buffer, 0, read);
      }
      return true;
    } catch (IOException broken) {
      return false;
    }
  }

  private void discard(Socket one, Socket other) {
    reset(one);
    reset(other);
    open.remove(one);
    open.remove(other);
  }

  // With no time to linger the peer sees a reset, as it would from a host that died.
  private static void reset(Socket socket) {
    try (socket) {
      socket.setSoLinger(true, 0);
    } catch (IOException alreadyClosed) {
      // What a cut is for.
    }
  }
}
