package dev.copydesk.standalone.command;

import dev.copydesk.service.HttpSettings;
import dev.copydesk.service.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What commands show a process that only this machine can reach, where nobody has set a token: a
 * file in its data folder, made once, that its owner alone can read.
 */
public final class LocalToken {

  private static final String FILE = "http.token";
  private static final int BYTES = 32;

  private LocalToken() {}

  /**
   * The settings with a token, if they had none and only this machine can ask: nobody is asked for
   * it who was not asked before, for whatever changes something always needs one.
   */
  public static HttpSettings complete(HttpSettings given, Path data) {
    if (given.token().isPresent() || !isLoopback(given.host())) {
      return given;
    }
    Path file = data.resolve(FILE);
    return new HttpSettings(
        given.host(), given.port(), Optional.of(read(file).orElseGet(() -> made(file))));
  }

  /** What to show: the token that is set, else that of the process with this data folder. */
  public static Optional<String> of(Settings settings) {
    Path file = settings.path(KnownSettings.DATA).resolve(FILE);
    return HttpSettings.from(settings).token().or(() -> read(file));
  }

  private static String made(Path file) {
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    String token = HexFormat.of().formatHex(random);
    try {
      Files.deleteIfExists(file);
      Files.createFile(file, ownerAlone());
      Files.writeString(file, token);
    } catch (IOException e) {
      throw new CommandFailure(ExitStatus.IO, "cannot write " + file + ": " + e, e);
    }
    return token;
  }

  /** Empty where there is none, or one that was cut short when it was made. */
  private static Optional<String> read(Path file) {
    try {
      return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
          ? Optional.of(Files.readString(file).strip()).filter(token -> token.length() == 2 * BYTES)
          : Optional.empty();
    } catch (IOException e) {
      throw new CommandFailure(ExitStatus.IO, "cannot read " + file + ": " + e, e);
    }
  }

  private static FileAttribute<?>[] ownerAlone() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException _) {
      // The server says so when it binds.
      return false;
    }
  }
}
