package dev.pagewarden.dmabuf;

/**
 * A table was freed twice, or mapped after it was freed.
 *
 * <p>Kernel rule: {@code sg_free_table} ends a table.
 */
public final class TableFreedException extends DmaBufException {
  private static final long serialVersionUID = 1L;

  TableFreedException(String subject, String what, String mend) {
    super(subject, what, mend);
  }
}
