package dev.pagewarden.dmabuf;

/**
 * A page was freed, or a reference of it put, once too often.
 *
 * <p>Kernel rule: {@code put_page} and {@code __free_page} undo one {@code get_page} or allocation.
 */
public final class PageFreedException extends DmaBufException {
  private static final long serialVersionUID = 1L;

  PageFreedException(String subject, String what, String mend) {
    super(subject, what, mend);
  }
}
