package dev.copydesk.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class CuttableProxyTest {

  private ServerSocket echo;
  private CuttableProxy proxy;

  @BeforeEach
  void start() throws IOException {
    echo = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::serve);
    proxy = CuttableProxy.to(echo.getInetAddress().getHostAddress(), echo.getLocalPort());
  }

  @AfterEach
  void stop() throws IOException {
    proxy.close();
    echo.close();
  }

  @Test
  void cutsWhatIsOpenAndLetsNewcomersIn() throws IOException {
    try (var before = connect()) {
      assertThat(echoed(before, 7)).isEqualTo(7);
      proxy.cut();
      assertThatThrownBy(() -> echoed(before, 8)).isInstanceOf(IOException.class);
    }
    try (var after = connect()) {
      assertThat(echoed(after, 9)).isEqualTo(9);
    }
  }

  @Test
  void refusesUntilItAdmits() throws IOException {
    proxy.refuse();
    assertThatThrownBy(
            () -> {
              try (var refused = connect()) {
                echoed(refused, 1);
              }
            })
        .isInstanceOf(IOException.class);
    proxy.admit();
    try (var admitted = connect()) {
      assertThat(echoed(admitted, 2)).isEqualTo(2);
    }
  }

  @Test
  void delaysBothDirections() throws IOException {
    proxy.delay(Duration.ofMillis(100));
    try (var socket = connect()) {
      var begin = System.nanoTime();
      assertThat(echoed(socket, 3)).isEqualTo(3);
      assertThat(Duration.ofNanos(System.nanoTime() - begin))
          .isGreaterThanOrEqualTo(Duration.ofMillis(200));
    }
  }

  private Socket connect() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), proxy.port());
  }

  private static int echoed(Socket socket, int value) throws IOException {
    socket.getOutputStream().write(value);
    var answer = socket.getInputStream().read();
    if (answer < 0) {
      throw new IOException("end of stream");
    }
    return answer;
  }

  private void serve() {
    while (!echo.isClosed()) {
      try {
        var socket = echo.accept();
        Thread.ofVirtual().start(() -> echo(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private static void echo(Socket socket) {
    try (socket) {
      socket.getInputStream().transferTo(socket.getOutputStream());
    } catch (IOException cut) {
      // The proxy's doing.
    }
  }
}
