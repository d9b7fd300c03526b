package dev.copydesk.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.copydesk.testkit.CuttableProxy.Direction;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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

  @ParameterizedTest
  @EnumSource
  void holdsOneDirectionAndLosesNothing(Direction direction) throws IOException {
    try (var socket = connect()) {
      assertThat(echoed(socket, 4)).isEqualTo(4);
      proxy.hold(direction);
      socket.setSoTimeout(200);
      assertThatThrownBy(() -> echoed(socket, 5)).isInstanceOf(SocketTimeoutException.class);
      proxy.release();
      socket.setSoTimeout(0);
      assertThat(socket.getInputStream().read()).isEqualTo(5);
    }
  }

  @Test
  void tellsLateThatOneSideEnded() throws IOException {
    proxy.closeLate(Duration.ofMillis(200));
    try (var socket = connect()) {
      assertThat(echoed(socket, 6)).isEqualTo(6);
      var begin = System.nanoTime();
      socket.shutdownOutput();
      assertThat(socket.getInputStream().read()).isNegative();
      // The end goes there, and as the echo's own end back.
      assertThat(Duration.ofNanos(System.nanoTime() - begin))
          .isGreaterThanOrEqualTo(Duration.ofMillis(400));
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
