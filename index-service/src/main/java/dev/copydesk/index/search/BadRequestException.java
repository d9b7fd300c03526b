package dev.copydesk.index.search;

/** A request that cannot be answered as it is; says what to change. */
public final class BadRequestException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String code;
  private final String remedy;

  /**
   * @param code stable error code, upper case with underscores
   * @param remedy what to do instead
   */
  public BadRequestException(String code, String message, String remedy) {
    super(message);
    this.code = code;
    this.remedy = remedy;
  }

  public String code() {
    return code;
  }

  public String remedy() {
    return remedy;
  }
}
