package dev.copydesk.standalone.faults;

/**
 * Something dropped that is to come to one end.
 *
 * @param path of its file in the watched folder
 * @param position in the file
 * @param expected where it is to lie in the end
 */
record Input(String path, long position, Ends expected) {

  /** How records of the stream say where they are from. */
  String origin() {
    return origin(path, position);
  }

  static String origin(String path, long position) {
    return path + "#" + position;
  }
}
