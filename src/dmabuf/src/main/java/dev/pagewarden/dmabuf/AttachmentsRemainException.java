package dev.pagewarden.dmabuf;

/**
 * The last reference was dropped while devices were attached.
 *
 * <p>Kernel rule: {@code dma_buf_release} warns of attachments that remain.
 */
public final class AttachmentsRemainException extends DmaBufException {
  private static final long serialVersionUID = 1L;

  AttachmentsRemainException(String subject, String what, String mend) {
    super(subject, what, mend);
  }
}
