package dev.copydesk.ingest.format.xml;

/** Why XML, or an element of it, is not taken. */
public enum Fault {
  /** The element is longer than wanted. */
  TOO_LONG,
  /** Elements nest deeper than is read. */
  TOO_DEEP,
  /** There are declarations in the document type, or entities that are not HTML's. */
  ENTITIES,
  NOT_WELL_FORMED,
  /** A byte is none of the charset, or nobody knows the charset. */
  UNDECODABLE
}
