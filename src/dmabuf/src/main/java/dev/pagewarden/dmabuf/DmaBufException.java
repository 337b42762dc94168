package dev.pagewarden.dmabuf;

/**
 * A rule of the dma-buf API was broken. The message says what was done, on which buffer, table or
 * device, and how to mend it.
 *
 * <p>The kernel answers the same mistakes with an error code, a warning or a crash; each subclass
 * names the kernel function whose rule it guards.
 */
public class DmaBufException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The name of the buffer, table or device. */
  private final String subject;

  DmaBufException(String subject, String what, String mend) {
    super(subject + ": " + what + "; " + mend + ".");
    this.subject = subject;
  }

  /**
   * What the rule was broken on: {@code buffer "name"}, {@code device "name"} or a table.
   *
   * @return the start of the message, never null
   */
  public String subject() {
    return subject;
  }
}
