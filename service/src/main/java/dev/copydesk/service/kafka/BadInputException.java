package dev.copydesk.service.kafka;

/** A record that no waiting and no restart makes usable: it belongs to the dead letters. */
public final class BadInputException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String code;

  /**
   * @param code stable error code, upper case with underscores, listed in docs/errors.md
   * @param reason for people; holds no article text
   */
  public BadInputException(String code, String reason) {
    super(reason);
    this.code = code;
  }

  public BadInputException(String code, String reason, Throwable cause) {
    super(reason, cause);
    this.code = code;
  }

  public String code() {
    return code;
  }
}
