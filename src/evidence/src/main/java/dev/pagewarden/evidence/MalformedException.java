package dev.pagewarden.evidence;

/** A line or file that is not what the format says; the message is the reason, for people. */
final class MalformedException extends Exception {
  private static final long serialVersionUID = 1L;

  MalformedException(String reason) {
    super(reason);
  }
}
